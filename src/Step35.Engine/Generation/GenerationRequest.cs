using Step35.Engine.Loops;
using Step35.Engine.Thinking;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Generation;

/// <summary>One prompt and how to continue it.</summary>
public sealed record GenerationRequest
{
    /// <summary>Gets the prompt; at least one token, and fewer than the engine's context length.</summary>
    public required IReadOnlyList<TokenId> Prompt { get; init; }

    /// <summary>Gets how many tokens stand before each place where later prompts are likely to differ from this one.</summary>
    /// <value>
    /// Ascending, each from 0 to the prompt's length; repeated ones count once. Default: none. The engine keeps what it has computed up to
    /// the last of them, and up to earlier ones that lie far apart.
    /// </value>
    public IReadOnlyList<int> BranchPoints { get; init; } = [];

    /// <summary>Gets who asks: waiting requests of several callers take turns, however many one of them posts.</summary>
    /// <value>Any name. Default null: a caller of its own for all requests without a name.</value>
    public string? Caller { get; init; }

    /// <summary>Gets how tokens are chosen.</summary>
    /// <value>Default: <see cref="SamplingOptions"/>'s own defaults.</value>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Gets how many tokens are guessed ahead in every step; it changes the speed and nothing else.</summary>
    /// <value>At least 0, of which as many count as the engine guesses at most. Default null: as the engine's options say.</value>
    public int? DraftTokens { get; init; }

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

    /// <summary>Gets how many of the likeliest tokens are told with each token of the answer, beside its own likelihood.</summary>
    /// <value>0 to 20; 0 tells the token's own alone. Default null: nothing is told, and nothing computed.</value>
    public int? LikeliestTokens { get; init; }

    /// <summary>Gets what is done about an answer that repeats itself without end.</summary>
    /// <value>Default <see cref="LoopGuard.Off"/>.</value>
    public LoopGuard LoopGuard { get; init; }

    /// <summary>Gets how many tokens the answer may think.</summary>
    /// <value>Default null: no limit.</value>
    public ThinkingLimit? Thinking { get; init; }

    /// <summary>Gets the grammar that the output must follow.</summary>
    /// <value>Default null: any output.</value>
    public GenerationGrammar? Grammar { get; init; }
}
