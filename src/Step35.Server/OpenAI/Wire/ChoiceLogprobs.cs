namespace Step35.Server.OpenAI.Wire;

internal sealed record ChoiceLogprobs(IReadOnlyList<TokenLogprob> Content);
