namespace Step35.Server.OpenAI.Wire;

/// <summary>The likelihood of the tokens of a completion: one element of each list for each token.</summary>
internal sealed record CompletionLogprobs
{
    public required IReadOnlyList<string> Tokens { get; init; }

    public required IReadOnlyList<float> TokenLogprobs { get; init; }

    public required IReadOnlyList<IReadOnlyDictionary<string, float>> TopLogprobs { get; init; }

    /// <summary>Gets where in the whole completion's text the tokens begin, in UTF-16 units.</summary>
    public required IReadOnlyList<int> TextOffset { get; init; }
}
