using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Step35.Engine.Tokenization;
using Step35.Native;

namespace Step35.Engine.Decoding;

/// <summary>The native vocabulary in the engine's terms.</summary>
internal sealed class LlamaVocabularyAdapter : IVocabulary
{
    private readonly LlamaVocabulary _native;
    private readonly FrozenSet<TokenId> _markup;

    public LlamaVocabularyAdapter(LlamaVocabulary native)
    {
        _native = native;
        BeginningOfText = native.Bos >= 0 ? new TokenId(native.Bos) : null;
        SpecialTokens = [.. FindSpecialTokens(native)];
        _markup = SpecialTokens.Where(token => token.IsMarkup).Select(token => token.Id).ToFrozenSet();
    }

    public int Count => _native.Count;

    public TokenId? BeginningOfText { get; }

    public IReadOnlyList<SpecialToken> SpecialTokens { get; }

    public bool IsEndOfGeneration(TokenId token) => _native.IsEndOfGeneration(token.Value);

    public int Tokenize(ReadOnlySpan<byte> utf8, Span<TokenId> tokens) =>
        _native.Tokenize(utf8, MemoryMarshal.Cast<TokenId, int>(tokens), addSpecial: false, parseSpecial: false);

    // The native core hides control tokens only; user-defined markup is markup all the same.
    public int GetPiece(TokenId token, Span<byte> destination, bool special) =>
        special || !_markup.Contains(token) ? _native.GetPiece(token.Value, destination, special) : 0;

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
