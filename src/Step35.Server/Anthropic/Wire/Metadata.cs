namespace Step35.Server.Anthropic.Wire;

/// <summary>What a request says about itself.</summary>
/// <param name="UserId">Who asks.</param>
internal sealed record Metadata(string? UserId = null);
