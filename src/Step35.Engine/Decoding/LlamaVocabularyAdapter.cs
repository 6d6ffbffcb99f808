using System.Runtime.InteropServices;
using Step35.Engine.Tokenization;
using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>The native vocabulary in the engine's terms.</summary>
internal sealed class LlamaVocabularyAdapter(LlamaVocabulary native) : IVocabulary
{
    public int Count => native.Count;

    public TokenId? BeginningOfText { get; } = native.Bos >= 0 ? new TokenId(native.Bos) : null;

    public IReadOnlyList<SpecialToken> SpecialTokens { get; } = [.. FindSpecialTokens(native)];

    public bool IsEndOfGeneration(TokenId token) => native.IsEndOfGeneration(token.Value);

    public int Tokenize(ReadOnlySpan<byte> utf8, Span<TokenId> tokens) =>
        native.Tokenize(utf8, MemoryMarshal.Cast<TokenId, int>(tokens), addSpecial: false, parseSpecial: false);

    public int GetPiece(TokenId token, Span<byte> destination, bool special) => native.GetPiece(token.Value, destination, special);

    private static IEnumerable<SpecialToken> FindSpecialTokens(LlamaVocabulary native)
    {
        for (var token = 0; token < native.Count; token++)
        {
            var attributes = native.GetAttributes(token);
            var isControl = attributes.HasFlag(LlamaTokenAttributes.Control);
            if (isControl || attributes.HasFlag(LlamaTokenAttributes.UserDefined))
                yield return new SpecialToken(new TokenId(token), native.GetText(token), isControl);
        }
    }
}
