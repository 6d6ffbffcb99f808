namespace Step35.Server.OpenAI.Wire;

/// <summary>The likelihood of the tokens of a chat's answer.</summary>
internal sealed record ChoiceLogprobs(IReadOnlyList<TokenLogprob> Content);
