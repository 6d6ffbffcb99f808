using Step35.Engine.Tokenization;

namespace Step35.Engine.Generation;

/// <summary>One prompt and how to continue it.</summary>
public sealed record GenerationRequest
{
    private static readonly SamplingOptionsValidator SamplingValidator = new();

    /// <summary>Gets the prompt; at least one token, and fewer than the engine's context length.</summary>
    public required IReadOnlyList<TokenId> Prompt { get; init; }

    /// <summary>Gets how tokens are chosen.</summary>
    /// <value>Default: <see cref="SamplingOptions"/>'s own defaults.</value>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Gets the most tokens to generate.</summary>
    /// <value>At least 1. Default null: until the model ends its turn or the context is full.</value>
    public int? MaxTokens { get; init; }

    /// <summary>Gets the texts at which generation stops; a match and all after it are not part of the output.</summary>
    /// <value>None may be empty. Default: none.</value>
    public IReadOnlyList<string> StopSequences { get; init; } = [];

    /// <summary>Gets tokens that end generation besides the model's own; they have no text.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<TokenId> StopTokens { get; init; } = [];

    /// <summary>Gets the special tokens that are spelled out in the output; all others have no text.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<TokenId> VisibleSpecialTokens { get; init; } = [];

    /// <summary>Gets the tokens that are never chosen.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<TokenId> BannedTokens { get; init; } = [];

    /// <summary>Checks what would otherwise reach native code.</summary>
    /// <exception cref="ArgumentException">A value is missing or out of its range.</exception>
    internal void Validate(int vocabularySize)
    {
        if (Prompt.Count == 0)
            throw new ArgumentException("The prompt is empty; it needs at least one token.", nameof(Prompt));
        foreach (var token in Prompt)
            if ((uint)token.Value >= (uint)vocabularySize)
                throw new ArgumentException($"Token {token.Value} is outside the vocabulary of {vocabularySize} tokens.", nameof(Prompt));
        if (MaxTokens is { } maxTokens)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokens, nameof(MaxTokens));
        if (StopSequences.Any(string.IsNullOrEmpty))
            throw new ArgumentException("A stop sequence is empty; leave it out.", nameof(StopSequences));
        var sampling = SamplingValidator.Validate(name: null, Sampling);
        if (sampling.Failed)
            throw new ArgumentException(sampling.FailureMessage, nameof(Sampling));
    }
}
