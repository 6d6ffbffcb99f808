using Step35.Engine.Tokenization;

namespace Step35.Bench.Contestants;

/// <summary>A prompt, and how many tokens answer it.</summary>
internal sealed record CompletionRequest(IReadOnlyList<TokenId> Prompt, int AnswerLength)
{
    /// <summary>Gets the places of the prompt where later ones are likely to differ.</summary>
    public IReadOnlyList<int> BranchPoints { get; init; } = [];

    /// <summary>Gets a value indicating whether the answer may be shorter, ended by the model; all tokens are allowed then.</summary>
    public bool MayEnd { get; init; }

    /// <summary>Gets how many tokens are guessed ahead in every step; null leaves it to the engine.</summary>
    public int? DraftTokens { get; init; }

    /// <summary>Gets the seed of the request, for whoever draws.</summary>
    public uint Seed { get; init; }

    /// <summary>Gets what is told, after each token, how many there are.</summary>
    public Action<int>? OnToken { get; init; }
}
