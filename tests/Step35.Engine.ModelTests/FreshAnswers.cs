using System.Runtime.InteropServices;
using Step35.Engine.Tokenization;

namespace Step35.Engine.ModelTests;

/// <summary>Compares greedy answers with those of a decoder that starts from nothing, and counts the ties on the way.</summary>
/// <remarks>
/// Batches of other sizes add in another order, so two tokens that are all but equally likely may change places. Where answers part, the
/// lead of the one token over the other is computed anew; only below the tolerance is it a tie, and the rest is not compared.
/// Safe for concurrent calls.
/// </remarks>
internal sealed class FreshAnswers(string modelPath, int contextLength, int maxTokens, float tieTolerance) : IDisposable
{
    private readonly FreshDecoder _decoder = new(modelPath, contextLength);
    private readonly Dictionary<string, TokenId[]> _known = [];
    private readonly Lock _gate = new();
    private float _widestTie;

    public Tokenizer Tokenizer => _decoder.Tokenizer;

    /// <summary>Gets how many answers were compared.</summary>
    public int Answers { get; private set; }

    /// <summary>Gets how many tokens were compared.</summary>
    public int Tokens { get; private set; }

    /// <summary>Gets how many answers parted at a tie.</summary>
    public int Ties { get; private set; }

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
    public void Check(TokenId[] prompt, IReadOnlyList<TokenId> received, bool isWhole)
    {
        var expected = Answer(prompt);
        TokenId[] actual = [.. received];
        var common = expected.AsSpan().CommonPrefixLength(actual);
        lock (_gate)
        {
            Answers++;
            Tokens += common;
            if (common < Math.Min(expected.Length, actual.Length))
                CheckTie([.. prompt, .. expected[..common]], expected[common], actual[common]);
        }

        if (common == expected.Length || common == actual.Length)
            Assert.True(isWhole ? actual.Length == expected.Length : actual.Length <= expected.Length, $"{actual.Length} tokens came of {expected.Length}.");
    }

    public override string ToString()
    {
        var different = _known.Values.Select(answer => MemoryMarshal.Cast<TokenId, char>(answer).ToString()).Distinct().Count();
        return $"{Answers:N0} answers ({different:N0} different ones) with {Tokens:N0} equal tokens; {Ties} parted at a tie, "
            + $"the widest of {_widestTie:F3} logits (tolerance {tieTolerance})";
    }

    public void Dispose() => _decoder.Dispose();

    private void CheckTie(TokenId[] tokens, TokenId expected, TokenId actual)
    {
        var lead = Math.Abs(_decoder.MeasureLead(tokens, expected, actual));
        Assert.True(
            lead <= tieTolerance,
            $"After {tokens.Length} tokens came {actual.Value} in place of {expected.Value}, which leads by {lead:F3} logits.");
        Ties++;
        _widestTie = Math.Max(_widestTie, lead);
    }
}
