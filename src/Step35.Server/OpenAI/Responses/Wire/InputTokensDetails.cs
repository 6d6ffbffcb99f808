namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>What is known of a prompt's tokens.</summary>
/// <param name="CachedTokens">Those that did not have to be read again.</param>
internal sealed record InputTokensDetails(long CachedTokens);
