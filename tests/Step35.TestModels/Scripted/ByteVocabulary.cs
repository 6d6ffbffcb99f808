using System.Text;
using Step35.Engine.Tokenization;

namespace Step35.TestModels.Scripted;

/// <summary>A vocabulary of the 256 bytes and the chat format's special tokens.</summary>
internal sealed class ByteVocabulary : IVocabulary
{
    private static readonly string[] Specials =
        ["<bos>", "<|im_start|>", "<|im_end|>", "<think>", "</think>", "<tool_call>", "</tool_call>"];

    public int Count => 256 + Specials.Length;

    public TokenId? BeginningOfText => Special("<bos>");

    // As in real files: the turn's marks are control tokens, the others are user-defined.
    public IReadOnlyList<SpecialToken> SpecialTokens { get; } =
        [.. Specials.Select((text, index) => new SpecialToken(new TokenId(256 + index), text, IsControl: index < 3))];

    public static TokenId Special(string text) => new(256 + Array.IndexOf(Specials, text));

    /// <summary>Gets the tokens of a text in which special tokens are spelled out.</summary>
    public static IReadOnlyList<TokenId> Parse(string text) =>
        new Tokenizer(new ByteVocabulary()).Encode([new PromptSegment(text, IsTemplate: true)]);

    public bool IsEndOfGeneration(TokenId token) => token == Special("<|im_end|>");

    // The native tokenizer recognises user-defined tokens even in plain text; so does this one.
    public int Tokenize(ReadOnlySpan<byte> utf8, Span<TokenId> tokens)
    {
        var count = 0;
        while (!utf8.IsEmpty)
        {
            var special = FindUserDefined(utf8);
            tokens[count++] = special?.Id ?? new TokenId(utf8[0]);
            utf8 = utf8[(special?.Text.Length ?? 1)..];
        }

        return count;
    }

    public int GetPiece(TokenId token, Span<byte> destination, bool special)
    {
        ReadOnlySpan<byte> piece = token.Value < 256 ? [(byte)token.Value] : special ? Encoding.UTF8.GetBytes(Specials[token.Value - 256]) : [];
        return piece.TryCopyTo(destination) ? piece.Length : -piece.Length;
    }

    private SpecialToken? FindUserDefined(ReadOnlySpan<byte> utf8)
    {
        foreach (var special in SpecialTokens)
            if (!special.IsControl && utf8.StartsWith(Encoding.UTF8.GetBytes(special.Text)))
                return special;
        return null;
    }
}
