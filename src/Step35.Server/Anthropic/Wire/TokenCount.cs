namespace Step35.Server.Anthropic.Wire;

/// <summary>The length of a prompt.</summary>
/// <param name="InputTokens">Its tokens.</param>
internal sealed record TokenCount(int InputTokens);
