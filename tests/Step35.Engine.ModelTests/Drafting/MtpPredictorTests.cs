using Microsoft.Extensions.Logging.Abstractions;
using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Drafting;
using Step35.Engine.Tokenization;
using Step35.TestModels;

namespace Step35.Engine.ModelTests.Drafting;

/// <summary>However the model came to a text, the heads guess what they would after reading all of it.</summary>
public sealed class MtpPredictorTests : IDisposable
{
    private const int ContextLength = 1024;
    private const int BatchTokens = 512;

    private readonly EngineParts _parts = new EngineLoader(
        new EngineOptions { ModelPath = NanoModel.Path, ContextLength = ContextLength, MaxSequences = 3, MaxBatchTokens = BatchTokens, Threads = 1 },
        NullLoggerFactory.Instance,
        progress: null).LoadParts(TestContext.Current.CancellationToken);

    private readonly DecoderBatch _batch = new(BatchTokens);

    private readonly FreshHeads _fresh = new(NanoModel.Path, ContextLength);

    private readonly Partings _partings = new(Partings.NanoTieTolerance);

    private int _drafts;

    // Longer than the heads' window and than what they catch up on at once.
    private static string Text(int start) => string.Concat(Enumerable.Range(start, 60).Select(number => $"What is {number} and {number + 1} in Oslo? "));

    public void Dispose()
    {
        _fresh.Dispose();
        foreach (var owned in _parts.Owned)
            owned.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void Predict_AfterAPrompt_GuessesAsFreshHeads(int length)
    {
        var sequence = Sequence(0, Text(1), length + 1);
        Compute([sequence], length);
        Check(sequence);
    }

    [Fact]
    public void Predict_SequencesReadInTurn_GuessesAsFreshHeads()
    {
        ResidentSequence[] sequences = [Sequence(0, Text(1), 201), Sequence(1, Text(7), 81), Sequence(2, Text(90), 161)];
        while (Array.Exists(sequences, sequence => sequence.Length < sequence.Tokens.Length - 1))
            Compute(sequences, 40);
        Check(sequences);
    }

    [Fact]
    public void Predict_EveryStep_GuessesAsFreshHeads()
    {
        var sequence = Sequence(0, Text(1), 260);
        Compute([sequence], 200);
        for (var step = 0; sequence.Length < 250; step++)
        {
            Check(Shortened(sequence));
            Compute([sequence], 1 + (step % 3));
        }
    }

    [Fact]
    public void Predict_AfterALongPause_GuessesAsFreshHeads()
    {
        var sequence = Sequence(0, Text(1), 500);
        Compute([sequence], 20);
        Check(Shortened(sequence));
        while (sequence.Length < sequence.Tokens.Length - 1)
            Compute([sequence], 50);
        Check(sequence);
    }

    [Fact]
    public void Predict_WrongGuessesCutOff_GuessesAsFreshHeads()
    {
        var sequence = Sequence(0, Text(1), 150);
        Compute([sequence], 100);
        for (var step = 0; step < 20; step++)
        {
            var draft = Predict(Shortened(sequence));
            Compute([sequence], 1, draft.Tokens);
            Check(Shortened(sequence));
        }
    }

    [Fact]
    public void Predict_StateRestoredElsewhere_GuessesAsFreshHeads()
    {
        var source = Sequence(0, Text(1), 300);
        Compute([source], 299);
        var backend = _parts.Backend;
        using var state = backend.Save(source.Id, StateScope.AllLayers, backend.GetStateBytes(source.Id, StateScope.AllLayers))!;
        var other = Sequence(1, Text(50), 200);
        Compute([other], 199);
        Check(other);
        Assert.True(other.TryBecome(source, state));
        other.Append(source.Tokens[^1]);
        Check(other);
    }

    [Fact]
    public void Predict_CheckpointRestored_GuessesAsFreshHeads()
    {
        var sequence = Sequence(0, Text(1), 400);
        var backend = _parts.Backend;
        Compute([sequence], 200);
        using var state = backend.Save(sequence.Id, StateScope.SlidingLayers, backend.GetStateBytes(sequence.Id, StateScope.SlidingLayers))!;
        while (sequence.Length < 390)
            Compute([sequence], 60);
        Check(Shortened(sequence));
        Assert.True(backend.TryRestore(sequence.Id, state));
        backend.Truncate(sequence.Id, 200);
        sequence.Settle(200, 200);
        Check(Shortened(sequence));
    }

    private ResidentSequence Sequence(int id, string text, int length)
    {
        var sequence = new ResidentSequence(new SequenceId(id), _parts.Backend);
        foreach (var token in new Tokenizer(_parts.Vocabulary).Encode([new PromptSegment(text, IsTemplate: false)]).Take(length))
            sequence.Append(token);
        Assert.Equal(length, sequence.Tokens.Length);
        return sequence;
    }

    // A copy of what is computed and the token after it, over the same place in the KV cache.
    private ResidentSequence Shortened(ResidentSequence sequence)
    {
        var copy = new ResidentSequence(sequence.Id, _parts.Backend);
        foreach (var token in sequence.Tokens[..(sequence.Length + 1)])
            copy.Append(token);
        return copy;
    }

    /// <summary>Computes the next tokens of each sequence, but not the last, and after the first sequence's some that turn out wrong.</summary>
    private void Compute(ResidentSequence[] sequences, int atMost, ReadOnlySpan<TokenId> wrong = default)
    {
        _batch.Clear();
        int[] ends = [.. sequences.Select(sequence => Math.Min(sequence.Length + atMost, sequence.Tokens.Length - 1))];
        foreach (var (sequence, end) in sequences.Zip(ends))
            for (var position = sequence.Length; position < end; position++)
                _batch.Add(sequence.Tokens[position], position, sequence.Id, wantsOutput: false);
        for (var index = 0; index < wrong.Length; index++)
            _batch.Add(wrong[index], ends[0] + index, sequences[0].Id, wantsOutput: true);
        _parts.Backend.Decode(_batch);
        sequences[0].Settle(ends[0] + wrong.Length, ends[0]);
        foreach (var (sequence, end) in sequences.Zip(ends).Skip(1))
            sequence.Settle(end, end);
    }

    private Draft Predict(ResidentSequence sequence) => Predict([sequence])[0];

    private Draft[] Predict(ResidentSequence[] sequences)
    {
        Draft[] drafts = [.. sequences.Select(sequence => new Draft(sequence, fixedLength: null, DraftAcceptance.OfEngine(3)))];
        foreach (var draft in drafts)
            draft.Restart(DraftSource.Heads, limit: 3);
        _parts.Heads!.Predict(drafts);
        return drafts;
    }

    private void Check(params ResidentSequence[] sequences)
    {
        foreach (var draft in Predict(sequences))
            Check([.. draft.Known], [.. draft.Tokens]);
    }

    private void Check(TokenId[] text, TokenId[] guesses)
    {
        var expected = _fresh.Predict(text);
        Assert.Equal(expected.Length, guesses.Length);
        _drafts++;
        var common = expected.AsSpan().CommonPrefixLength(guesses);
        if (common < expected.Length)
            _partings.Explain(text.Length, text.Length, cut => _fresh.MeasureLead(text, cut, guesses.AsSpan(..common), expected[common], guesses[common]));
        _partings.AssertRareAmong(_drafts);
    }
}
