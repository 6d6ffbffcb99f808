using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>An admitted request: what of it is computed, what is planned, and what comes out.</summary>
/// <remarks>
/// Belongs to the scheduler's thread. Invariant: computed &lt;= planned &lt;= number of tokens, where computed tokens are in the KV
/// cache and planned ones are in the batch of the step in flight. It stops at each checkpoint for one step.
/// </remarks>
internal sealed class RunningSequence : IDisposable
{
    private const int NoRow = -1;

    private readonly ITokenSampler _sampler;
    private readonly IVocabulary _vocabulary;
    private readonly TokenTextDecoder _text;
    private readonly StopSequenceMatcher _stops;
    private readonly Queue<int> _checkpoints;
    private readonly GenerationClock _clock;
    private readonly int _cachedTokens;
    private readonly int _maxLength;
    private readonly TimeProvider _time;
    private int _granted;
    private int _planned;
    private int _outputRow = NoRow;
    private long? _pausedSince;
    private GenerationUpdate? _update;

    public RunningSequence(PendingGeneration pending, ResidentSequence resident, IDecoderBackend backend, SequenceSetting setting)
    {
        var request = pending.Request;
        Pending = pending;
        Resident = resident;
        Admission = setting.Admission;
        _time = setting.Time;
        _vocabulary = setting.Vocabulary;
        _cachedTokens = _planned = resident.Length;
        _maxLength = backend.SequenceLength;
        _checkpoints = new Queue<int>(setting.TakesCheckpoints
            ? CheckpointPlan.Choose(pending.Prompt.Length, request.BranchPoints, resident.Length, resident.Checkpoints.LastLength)
            : []);
        _text = new TokenTextDecoder(_vocabulary, request.VisibleSpecialTokens.Contains);
        _stops = new StopSequenceMatcher(request.StopSequences);
        _clock = new GenerationClock(_time, pending.PostedAt);
        _sampler = backend.CreateSampler(request);
        AcceptPromptTail(request.Sampling);
    }

    public PendingGeneration Pending { get; }

    public ResidentSequence Resident { get; }

    /// <summary>Gets the number of the admission: lower ones came first.</summary>
    public long Admission { get; }

    public bool IsFinished => _update?.Summary is not null;

    /// <summary>Gets what went wrong with this sequence alone, or null.</summary>
    public Exception? Error { get; private set; }

    public bool IsReadingPrompt => Resident.Length < Pending.Prompt.Length;

    public int UnreadTokens => Pending.Prompt.Length - Resident.Length;

    /// <summary>Gets a value indicating whether the step in flight holds rows of this sequence.</summary>
    public bool IsPlanned => _planned > Resident.Length;

    /// <summary>Gets a value indicating whether the sequence is as long as a checkpoint of it must be.</summary>
    public bool IsAtCheckpoint => _checkpoints.TryPeek(out var length) && length == Resident.Length;

    private bool IsReady => !Pending.IsBufferFull;

    private int GeneratedTokens => Resident.Tokens.Count - Pending.Prompt.Length;

    /// <summary>Grants a row to the token that was written last, unless the caller does not keep up.</summary>
    /// <returns>The rows granted.</returns>
    public int GrantNextToken() => _granted = IsReady ? 1 : 0;

    /// <summary>Grants rows to the prompt's next tokens, at most those up to the next checkpoint.</summary>
    /// <returns>The rows granted.</returns>
    public int GrantRows(int atMost)
    {
        var end = _checkpoints.TryPeek(out var length) ? length : Pending.Prompt.Length;
        var rows = Math.Min(atMost, end - Resident.Length - _granted);
        _granted += rows;
        return rows;
    }

    /// <summary>Adds the granted rows to a batch.</summary>
    public void AddTo(DecoderBatch batch)
    {
        for (; _granted > 0; _granted--, _planned++)
        {
            var isLast = _planned == Resident.Tokens.Count - 1;
            var row = batch.Add(Resident.Tokens[_planned], _planned, Resident.Id, isLast);
            _outputRow = isLast ? row : NoRow;
        }
    }

    public void PassCheckpoint() => _checkpoints.Dequeue();

    /// <summary>Takes note that the step was run, and chooses the next token if the step held this sequence's newest one.</summary>
    /// <returns>How many tokens were chosen.</returns>
    public int Accept()
    {
        Resident.MarkComputed(_planned);
        if (_outputRow == NoRow)
            return 0;
        try
        {
            Sample();
            return 1;
        }
#pragma warning disable CA1031 // An error of one sequence must not touch the others; the scheduler releases this one.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Error = error;
            return 0;
        }
    }

    /// <summary>Looks how long the caller has not kept up.</summary>
    public TimeSpan MeasurePause()
    {
        _pausedSince = IsReady ? null : _pausedSince ?? _time.GetTimestamp();
        return _pausedSince is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero;
    }

    /// <summary>Hands the update of the last step to the caller.</summary>
    public void Publish()
    {
        if (_update is not { } update)
            return;
        Pending.Publish(update);
        if (!IsFinished)
            _update = null;
    }

    public void Dispose() => _sampler.Dispose();

    // The penalties look at the prompt's last tokens too, as in llama.cpp.
    private void AcceptPromptTail(SamplingOptions sampling)
    {
        if (!sampling.HasPenalties)
            return;
        foreach (var token in Pending.Prompt.AsSpan()[^Math.Min(sampling.RepetitionWindowTokens, Pending.Prompt.Length)..])
            _sampler.Accept(token);
    }

    private void Sample()
    {
        var token = _sampler.Sample(_outputRow);
        _outputRow = NoRow;
        Resident.Append(token);
        _clock.MarkToken();
        _update = Advance(token);
    }

    private GenerationUpdate Advance(TokenId token)
    {
        if (_vocabulary.IsEndOfGeneration(token) || Pending.Request.StopTokens.Contains(token))
            return Finish(token, FinishReason.EndOfTurn, string.Empty);

        var text = _stops.Push(_text.Push(token));
        if (_stops.IsMatched)
            return new GenerationUpdate(token, text, Summarize(FinishReason.StopSequence));
        if (GeneratedTokens >= Pending.Request.MaxTokens)
            return Finish(token, FinishReason.MaxTokens, text);
        if (Resident.Tokens.Count >= _maxLength)
            return Finish(token, FinishReason.ContextFull, text);
        return new GenerationUpdate(token, text, Summary: null);
    }

    private GenerationUpdate Finish(TokenId token, FinishReason reason, string text)
    {
        text += _stops.Push(_text.Flush());
        if (_stops.IsMatched)
            reason = FinishReason.StopSequence;
        return new GenerationUpdate(token, text + _stops.Flush(), Summarize(reason));
    }

    private GenerationSummary Summarize(FinishReason reason) => new()
    {
        FinishReason = reason,
        PromptTokens = Pending.Prompt.Length,
        CachedTokens = _cachedTokens,
        GeneratedTokens = GeneratedTokens,
        Seed = Pending.Request.Sampling.Seed ?? 0,
        QueueTime = _clock.QueueTime,
        PrefillTime = _clock.PrefillTime,
        DecodeTime = _clock.DecodeTime,
    };
}
