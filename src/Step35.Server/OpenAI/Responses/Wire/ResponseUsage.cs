namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>How many tokens a response took.</summary>
/// <param name="InputTokens">Those of the prompt.</param>
/// <param name="InputTokensDetails">What is known of them.</param>
/// <param name="OutputTokens">Those that were written, reasoning included.</param>
/// <param name="OutputTokensDetails">What is known of them.</param>
/// <param name="TotalTokens">Both.</param>
internal sealed record ResponseUsage(
    long InputTokens, InputTokensDetails InputTokensDetails, long OutputTokens, OutputTokensDetails OutputTokensDetails, long TotalTokens);
