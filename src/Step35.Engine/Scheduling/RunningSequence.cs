using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>An admitted request: its tokens, what of them the KV cache holds, and what comes out.</summary>
/// <remarks>
/// Belongs to the scheduler's thread. Invariant: 0 &lt;= decoded &lt;= planned &lt;= number of tokens, where "decoded" tokens are in
/// the KV cache and "planned" ones are in the batch of the step in flight.
/// </remarks>
internal sealed class RunningSequence : IDisposable
{
    private const int NoRow = -1;

    private readonly ITokenSampler _sampler;
    private readonly IVocabulary _vocabulary;
    private readonly TokenTextDecoder _text;
    private readonly StopSequenceMatcher _stops;
    private readonly List<TokenId> _tokens;
    private readonly GenerationClock _clock;
    private readonly int _maxLength;
    private readonly TimeProvider _time;
    private int _decoded;
    private int _planned;
    private int _outputRow = NoRow;
    private long? _pausedSince;
    private GenerationUpdate? _update;

    public RunningSequence(PendingGeneration pending, SequenceId id, IDecoderBackend backend, IVocabulary vocabulary, TimeProvider time)
    {
        var request = pending.Request;
        Pending = pending;
        Id = id;
        _time = time;
        _vocabulary = vocabulary;
        _tokens = [.. request.Prompt];
        _maxLength = backend.SequenceLength;
        _text = new TokenTextDecoder(vocabulary, request.VisibleSpecialTokens.Contains);
        _stops = new StopSequenceMatcher(request.StopSequences);
        _clock = new GenerationClock(time);
        _sampler = backend.CreateSampler(request);
        AcceptPromptTail(request.Sampling);
    }

    public PendingGeneration Pending { get; }

    public SequenceId Id { get; }

    public bool IsFinished => _update?.Summary is not null;

    /// <summary>Gets what went wrong with this sequence alone, or null.</summary>
    public Exception? Error { get; private set; }

    public bool IsReadingPrompt => _decoded < Pending.Request.Prompt.Count;

    /// <summary>Gets a value indicating whether the step in flight holds rows of this sequence.</summary>
    public bool IsPlanned => _planned > _decoded;

    /// <summary>Gets a value indicating whether the caller keeps up; while it does not, no step is planned.</summary>
    public bool IsReady => !Pending.IsBufferFull;

    private int GeneratedTokens => _tokens.Count - Pending.Request.Prompt.Count;

    /// <summary>Adds the next undecoded tokens to a batch, as many as fit.</summary>
    public void AddTo(DecoderBatch batch)
    {
        for (; _planned < _tokens.Count && batch.Free > 0; _planned++)
        {
            var isLast = _planned == _tokens.Count - 1;
            var row = batch.Add(_tokens[_planned], _planned, Id, isLast);
            _outputRow = isLast ? row : NoRow;
        }
    }

    /// <summary>Takes note that the step was run, and chooses the next token if the step held this sequence's newest one.</summary>
    public void Accept()
    {
        _decoded = _planned;
        if (_outputRow == NoRow)
            return;
        try
        {
            Sample();
        }
#pragma warning disable CA1031 // An error of one sequence must not touch the others; the scheduler releases this one.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Error = error;
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
        foreach (var token in _tokens.TakeLast(sampling.RepetitionWindowTokens))
            _sampler.Accept(token);
    }

    private void Sample()
    {
        var token = _sampler.Sample(_outputRow);
        _outputRow = NoRow;
        _tokens.Add(token);
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
        if (_tokens.Count >= _maxLength)
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
        PromptTokens = Pending.Request.Prompt.Count,
        CachedTokens = 0,
        GeneratedTokens = GeneratedTokens,
        Seed = Pending.Request.Sampling.Seed ?? 0,
        QueueTime = TimeSpan.Zero,
        PrefillTime = _clock.PrefillTime,
        DecodeTime = _clock.DecodeTime,
    };
}
