using Step35.Engine.Tokenization;

namespace Step35.Engine.Thinking;

/// <summary>How many tokens an answer may think, and how its thinking is closed then.</summary>
public sealed record ThinkingLimit
{
    /// <summary>Gets the most tokens of thinking, those that mark it and those that complete its last character left out.</summary>
    /// <value>At least 1.</value>
    public required int MaxTokens { get; init; }

    /// <summary>Gets the token that opens a block of thinking.</summary>
    public required TokenId Start { get; init; }

    /// <summary>Gets the tokens that end a block of thinking.</summary>
    public required IReadOnlyList<TokenId> Ends { get; init; }

    /// <summary>Gets the tokens that are written when the thinking is used up; one of <see cref="Ends"/> is among them.</summary>
    public required IReadOnlyList<TokenId> Closing { get; init; }

    /// <summary>Gets a value indicating whether the prompt ends inside a block of thinking.</summary>
    /// <value>Default false.</value>
    public bool StartsOpen { get; init; }
}
