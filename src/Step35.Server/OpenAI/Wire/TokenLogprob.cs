namespace Step35.Server.OpenAI.Wire;

internal sealed record TokenLogprob(string Token, float Logprob, IReadOnlyList<int>? Bytes, IReadOnlyList<TokenLogprob>? TopLogprobs = null);
