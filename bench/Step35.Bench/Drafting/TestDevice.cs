using Microsoft.Extensions.Logging.Abstractions;
using Step35.Bench.Contestants;
using Step35.Engine;
using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Drafting;

/// <summary>An engine whose heads guess right at a chosen rate.</summary>
/// <remarks>
/// Model, samplers and heads do all their work, so that time is what it would be; but what samplers choose and heads guess is replaced
/// by a script. <see cref="Take"/>, <see cref="Choose"/> and <see cref="Guess"/> belong to the scheduler's thread.
/// </remarks>
internal sealed class TestDevice
{
    private readonly uint[] _seeds;
    private DecoderBatch? _batch;

    private TestDevice(DraftScript script, int sequences)
    {
        Script = script;
        _seeds = new uint[sequences];
    }

    public DraftScript Script { get; }

    /// <summary>Gets or sets what takes down the steps; to be changed only while nothing runs.</summary>
    public StepRecorder Steps { get; set; } = new(sequences: 1);

    /// <summary>Loads a model into an engine of this kind.</summary>
    /// <exception cref="BenchException">The model has no heads.</exception>
    public static (EngineContestant Engine, TestDevice Device) Load(EngineOptions options, CancellationToken cancellationToken)
    {
        var parts = new EngineLoader(options, NullLoggerFactory.Instance, progress: null).LoadParts(cancellationToken);
        if (parts.Heads is not { } heads)
        {
            foreach (var owned in parts.Owned)
                owned.Dispose();
            throw new BenchException($"'{options.ModelPath}' has no heads that draft; name a model that has some.");
        }

        var tokenizer = new Tokenizer(parts.Vocabulary);
        var mute = MuteTokens.Find(tokenizer).ToHashSet();
        var alphabet = Enumerable.Range(0, tokenizer.VocabularySize).Select(value => new TokenId(value)).Where(token => !mute.Contains(token));
        var device = new TestDevice(new DraftScript([.. alphabet]), options.MaxSequences);
        parts = parts with { Backend = new ScriptedBackend(parts.Backend, device), Heads = new ScriptedHeads(heads, device) };
#pragma warning disable CA2000 // The contestant disposes its engine.
        return (new EngineContestant(new Step35Engine(parts, options, TimeProvider.System, NullLogger.Instance)), device);
#pragma warning restore CA2000
    }

    /// <summary>Takes note of the step that begins.</summary>
    public void Take(DecoderBatch batch)
    {
        _batch = batch;
        Steps.BeginStep(batch.Rows);
    }

    /// <summary>Chooses the token after a row of the step.</summary>
    public TokenId Choose(int row, uint seed)
    {
        var known = _batch!.Rows[row];
        _seeds[known.Sequence.Value] = seed;
        return Script.Token(seed, known.Position + 1);
    }

    /// <summary>Guesses the token at a position of a sequence that writes.</summary>
    public TokenId Guess(SequenceId sequence, int position) => Script.Guess(_seeds[sequence.Value], position);
}
