namespace Step35.Bench.Server;

/// <summary>A greedy completion; the names are those of the server's <c>/completion</c> body.</summary>
/// <param name="Prompt">The prompt's tokens.</param>
/// <param name="NPredict">The most tokens to generate.</param>
public sealed record ServerCompletion(IReadOnlyList<int> Prompt, int NPredict)
{
    /// <summary>Gets a value indicating whether what the server knows of the prompt is not computed again.</summary>
    public bool CachePrompt { get; init; }

    /// <summary>Gets a value indicating whether the answer goes on to its full length.</summary>
    public bool IgnoreEos { get; init; }

    /// <summary>Gets pairs of a token and <c>false</c>: those are never chosen.</summary>
    public IReadOnlyList<object[]> LogitBias { get; init; } = [];

    /// <summary>Gets the steps of sampling: the most likely token alone, which is the least work there is.</summary>
    public IReadOnlyList<string> Samplers { get; } = ["top_k"];

    public int TopK { get; } = 1;

    public bool ReturnTokens { get; } = true;

    /// <summary>Gets a value indicating whether every token is sent at once.</summary>
    public bool Stream { get; init; }
}
