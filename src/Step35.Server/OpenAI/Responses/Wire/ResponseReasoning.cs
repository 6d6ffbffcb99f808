namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>How the model thinks, and how that is told.</summary>
/// <param name="Effort">How much: <c>none</c> to <c>max</c>.</param>
/// <param name="Summary">Where it stands: as a summary if this is set, else as content.</param>
internal sealed record ResponseReasoning(string? Effort = null, string? Summary = null);
