using Step35.AI;

namespace Step35.Server.OpenAI.Wire;

/// <summary>A token with its likelihood, and in a list of tokens those that could have stood in its place.</summary>
internal sealed record TokenLogprob(string Token, float Logprob, IReadOnlyList<int> Bytes)
{
    public IReadOnlyList<TokenLogprob>? TopLogprobs { get; init; }

    public static TokenLogprob Of(TextToken token) => Likely(token) with { TopLogprobs = [.. token.Likeliest.Select(Likely)] };

    private static TokenLogprob Likely(TextToken token) => new(token.Text, token.LogProbability, [.. token.Utf8.Span]);
}
