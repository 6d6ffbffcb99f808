namespace Step35.Server.Anthropic.Wire;

/// <summary>What the answer is like.</summary>
/// <param name="Effort">How much the model thinks about it.</param>
/// <param name="Format">Its form; null for free text.</param>
internal sealed record OutputConfig(string? Effort = null, OutputFormat? Format = null);
