using Microsoft.Extensions.Logging;
using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>Runs requests on the decoder: one thread owns the decoder, callers post to a bounded queue.</summary>
/// <remarks>
/// Every step puts the next tokens of all running sequences and as much of the waiting prompts as fits into one batch
/// (continuous batching: Yu et al., "Orca", OSDI 2022). Invariant: a sequence id is either free or owned by exactly one
/// running sequence, and a free id has no tokens in the KV cache. Public members are safe for concurrent calls.
/// </remarks>
internal sealed partial class Scheduler : IAsyncDisposable
{
    private readonly IDecoderBackend _backend;
    private readonly IVocabulary _vocabulary;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WaitingRequests _waiting;
    private readonly DecoderBatch _batch;
    private readonly SequencePool _sequences;
    private readonly WakeSignal _wake = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // In the order of their ids, which is the order of their rows in a batch.
    private readonly List<RunningSequence> _running = [];
    private volatile bool _stopping;

    public Scheduler(IDecoderBackend backend, IVocabulary vocabulary, EngineOptions options, TimeProvider time, ILogger logger)
    {
        _backend = backend;
        _vocabulary = vocabulary;
        _options = options;
        _time = time;
        _logger = new GuardedLogger(logger);
        _waiting = new WaitingRequests(options.QueueCapacity);
        _batch = new DecoderBatch(backend.MaxBatchTokens);
        _sequences = new SequencePool(backend.SequenceCount);
        new Thread(Run) { IsBackground = true, Name = "Step35 scheduler" }.Start();
    }

    /// <summary>Posts a request.</summary>
    /// <exception cref="ContextFullException">The prompt leaves no room for a token.</exception>
    /// <exception cref="EngineOverloadedException">The queue is full.</exception>
    /// <exception cref="EngineStoppedException">The scheduler was disposed.</exception>
    public PendingGeneration Post(GenerationRequest request)
    {
        if (request.Prompt.Count >= _backend.SequenceLength)
            throw new ContextFullException(request.Prompt.Count, _backend.SequenceLength);
        var pending = new PendingGeneration(request, _wake.Set);
        _waiting.Add(pending);
        _wake.Set();
        return pending;
    }

    /// <summary>Stops the loop after the step in flight; requests that are not finished fail.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _wake.Set();
        await _stopped.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        // A reader that has stalled makes no sound; the timer looks after it.
        using var timer = _time.CreateTimer(_ => _wake.Set(), state: null, _options.StallTimeout, _options.StallTimeout);
        while (!_stopping)
        {
            try
            {
                RunStep();
            }
#pragma warning disable CA1031 // The loop outlives any error: what ran is failed, what waits goes on.
            catch (Exception error)
#pragma warning restore CA1031
            {
                FailRunning(error);
            }
        }

        ReleaseAll(_ => new EngineStoppedException());
        foreach (var pending in _waiting.Close())
            pending.Complete(new EngineStoppedException());
        _stopped.SetResult();
    }

    private void RunStep()
    {
        Admit();
        Plan();
        if (_batch.Count == 0)
        {
            _wake.Wait();
            return;
        }

        Decode();
        Accept();
        Publish();
    }

    private void Admit()
    {
        ReleaseWhere(sequence => sequence.Pending.IsCancelled, _ => null);
        ReleaseWhere(HasStalled, _ => new ReaderStalledException(_options.StallTimeout));
        while (!_sequences.IsEmpty && _waiting.Take() is { } pending)
            Start(pending);
    }

    // Running sequences go first: reading a long prompt must not hold up those who are writing.
    private void Plan()
    {
        _batch.Clear();
        foreach (var sequence in _running)
            if (!sequence.IsReadingPrompt && sequence.IsReady)
                sequence.AddTo(_batch);
        foreach (var sequence in _running)
            if (sequence.IsReadingPrompt)
                sequence.AddTo(_batch);
    }

    private void Decode()
    {
        try
        {
            _backend.Decode(_batch);
        }
        catch (DecodeFailedException error)
        {
            LogDecodeFailed(_logger, error);
            ReleaseWhere(sequence => sequence.IsPlanned, _ => new DecodeFailedException(error.Status));
        }
    }

    private void Accept()
    {
        foreach (var sequence in _running)
            sequence.Accept();
    }

    private void Publish()
    {
        foreach (var sequence in _running)
            sequence.Publish();
        ReleaseWhere(sequence => sequence.Error is not null, sequence => new RequestFailedException(sequence.Error!));
        ReleaseWhere(sequence => sequence.IsFinished, _ => null);
    }

    private void Start(PendingGeneration pending)
    {
        var id = _sequences.Take();
        try
        {
            _running.Add(new RunningSequence(pending, id, _backend, _vocabulary, _time));
            _running.Sort(static (one, other) => one.Id.Value.CompareTo(other.Id.Value));
        }
#pragma warning disable CA1031 // A request that cannot start fails alone.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _sequences.Return(id);
            pending.Complete(error as Step35Exception ?? new RequestFailedException(error));
            return;
        }

        LogAdmitted(_logger, id.Value, pending.Request.Prompt.Count);
    }

    private void FailRunning(Exception error)
    {
        ReleaseAll(_ => new RequestFailedException(error));
        LogStepFailed(_logger, error);
    }

    private bool HasStalled(RunningSequence sequence) =>
        _options.StallTimeout != Timeout.InfiniteTimeSpan && sequence.MeasurePause() >= _options.StallTimeout;

    private void ReleaseAll(Func<RunningSequence, Step35Exception?> error) => ReleaseWhere(_ => true, error);

    private void ReleaseWhere(Predicate<RunningSequence> condition, Func<RunningSequence, Step35Exception?> error)
    {
        for (var index = _running.Count - 1; index >= 0; index--)
        {
            var sequence = _running[index];
            if (!condition(sequence))
                continue;
            _running.RemoveAt(index);
            sequence.Pending.Complete(error(sequence));
            _backend.Remove(sequence.Id);
            _sequences.Return(sequence.Id);
            sequence.Dispose();
        }
    }
}
