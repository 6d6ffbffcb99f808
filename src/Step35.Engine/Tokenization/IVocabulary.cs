namespace Step35.Engine.Tokenization;

/// <summary>The vocabulary as the tokenizer and the scheduler need it.</summary>
/// <remarks>Safe for concurrent calls.</remarks>
internal interface IVocabulary
{
    /// <summary>Gets the number of tokens.</summary>
    int Count { get; }

    /// <summary>Gets the token that opens every prompt, or null when the model has none.</summary>
    TokenId? BeginningOfText { get; }

    /// <summary>Gets the control and user-defined tokens.</summary>
    IReadOnlyList<SpecialToken> SpecialTokens { get; }

    /// <summary>Says whether a token ends the model's turn.</summary>
    bool IsEndOfGeneration(TokenId token);

    /// <summary>Tokenizes text without recognising control tokens in it.</summary>
    /// <returns>The number of tokens written, or the negated number needed when they do not fit.</returns>
    int Tokenize(ReadOnlySpan<byte> utf8, Span<TokenId> tokens);

    /// <summary>Writes the bytes that a token stands for.</summary>
    /// <param name="token">The token.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="special">Whether a control token is spelled out; otherwise it has no bytes.</param>
    /// <returns>The number of bytes written, or the negated number needed when they do not fit.</returns>
    int GetPiece(TokenId token, Span<byte> destination, bool special);
}
