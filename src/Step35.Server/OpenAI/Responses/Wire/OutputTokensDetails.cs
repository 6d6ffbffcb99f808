namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>What is known of the tokens of an answer.</summary>
/// <param name="ReasoningTokens">Those of the reasoning.</param>
internal sealed record OutputTokensDetails(long ReasoningTokens);
