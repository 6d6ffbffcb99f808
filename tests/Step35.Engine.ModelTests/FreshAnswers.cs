using System.Runtime.InteropServices;
using Step35.Engine.Tokenization;
using Step35.TestModels;

namespace Step35.Engine.ModelTests;

/// <summary>Compares greedy answers with those of a decoder that starts from nothing, up to where rounding parts them.</summary>
/// <remarks>Safe for concurrent calls. Disposing it fails unless nearly all that was compared is the same.</remarks>
internal sealed class FreshAnswers(string modelPath, int contextLength, int maxTokens, float tieTolerance) : IDisposable
{
    private readonly FreshDecoder _decoder = new(modelPath, contextLength);
    private readonly Dictionary<string, TokenId[]> _known = [];
    private readonly Lock _gate = new();
    private readonly Partings _partings = new(tieTolerance);

    private int _answers;
    private int _equalTokens;
    private int _tokens;

    /// <summary>Gets a reference for the small model.</summary>
    public static FreshAnswers OfNano(int contextLength, int maxTokens = Generations.AnswerTokens) =>
        new(NanoModel.Path, contextLength, maxTokens, Partings.NanoTieTolerance);

    public Tokenizer Tokenizer => _decoder.Tokenizer;

    /// <summary>Gets the answer of the reference; the same prompt is computed once.</summary>
    public TokenId[] Answer(TokenId[] prompt)
    {
        var key = MemoryMarshal.Cast<TokenId, char>(prompt).ToString();
        lock (_gate)
            return _known.TryGetValue(key, out var answer) ? answer : _known[key] = _decoder.Answer(prompt, maxTokens);
    }

    /// <summary>Checks an answer against the reference.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="received">What came.</param>
    /// <param name="isWhole">Whether it is the whole answer, rather than its beginning.</param>
    public void Check(IReadOnlyList<TokenId> prompt, IReadOnlyList<TokenId> received, bool isWhole = true)
    {
        var expected = Answer([.. prompt]);
        TokenId[] actual = [.. received];
        var common = expected.AsSpan().CommonPrefixLength(actual);
        var comparable = Math.Min(expected.Length, actual.Length);
        lock (_gate)
        {
            _answers++;
            _equalTokens += common;
            _tokens += comparable;
            if (common < comparable)
                Explain(prompt, expected[..common], expected[common], actual[common]);
        }

        if (common == comparable)
            Assert.True(isWhole ? actual.Length == expected.Length : actual.Length <= expected.Length, $"{actual.Length} tokens came of {expected.Length}.");
    }

    public override string ToString()
    {
        var different = _known.Values.Select(answer => MemoryMarshal.Cast<TokenId, char>(answer).ToString()).Distinct().Count();
        return $"{_answers:N0} answers ({different:N0} different ones) with {_equalTokens:N0} equal tokens; {_partings}";
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _partings.AssertRareAmong(_answers);
        // Where few are compared all may part, but not with their first tokens.
        Assert.True(_equalTokens * 2 >= _tokens, $"{this} of {_tokens:N0}.");
    }

    private void Explain(IReadOnlyList<TokenId> prompt, TokenId[] common, TokenId expected, TokenId actual)
    {
        TokenId[] text = [.. prompt, .. common];
        _partings.Explain(prompt.Count, text.Length, cut => _decoder.MeasureLead(text, cut, expected, actual));
    }
}
