using Microsoft.Extensions.Logging;
using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Drafting;
using Step35.Engine.Generation;
using Step35.Engine.Telemetry;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>Runs requests on the decoder: one thread owns the decoder, callers post to a bounded queue.</summary>
/// <remarks>
/// Every step puts the next tokens of all running sequences and as much of the waiting prompts as fits into one batch
/// (continuous batching: Yu et al., "Orca", OSDI 2022). Sequences that nobody uses keep what they hold for later requests.
/// Public members are safe for concurrent calls.
/// </remarks>
internal sealed partial class Scheduler : IAsyncDisposable
{
    private readonly IDecoderBackend _backend;
    private readonly IVocabulary _vocabulary;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EngineTelemetry _telemetry;
    private readonly WaitingRequests _waiting;
    private readonly CacheCallQueue _calls;
    private readonly DecoderBatch _batch;
    private readonly BatchPlanner _planner;
    private readonly PrefixCache _cache;
    private readonly Drafter _drafter;
    private readonly long _kvCapacity;
    private readonly WakeSignal _wake = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // In the order of their ids, which is the order of their rows in a batch.
    private readonly List<RunningSequence> _running = [];
    private long _admissions;
    private volatile bool _stopping;

    public Scheduler(EngineParts parts, EngineOptions options, TimeProvider time, ILogger logger, EngineTelemetry telemetry)
    {
        _backend = parts.Backend;
        _vocabulary = parts.Vocabulary;
        _options = options;
        _time = time;
        _logger = new GuardedLogger(logger);
        _telemetry = telemetry;
        _waiting = new WaitingRequests(options, time);
        _calls = new CacheCallQueue(options.QueueCapacity);
        _batch = new DecoderBatch(_backend.MaxBatchTokens);
        _planner = new BatchPlanner(options.PrefillSliceTokens, options.MicroBatchSize);
        _cache = new PrefixCache(_backend, options);
        _drafter = new Drafter(parts, options, time, telemetry);
        _kvCapacity = (long)_backend.SequenceLength * _backend.SequenceCount;
        _telemetry.Watch(MeasureLoad);
        new Thread(Run) { IsBackground = true, Name = "Step35 scheduler" }.UnsafeStart();
    }

    /// <summary>Posts a request.</summary>
    /// <exception cref="ContextFullException">The prompt leaves no room for a token.</exception>
    /// <exception cref="EngineOverloadedException">The queue is full.</exception>
    /// <exception cref="EngineStoppedException">The scheduler was disposed.</exception>
    public PendingGeneration Post(GenerationRequest request)
    {
        var postedAt = _time.GetTimestamp();
        var pending = new PendingGeneration(request, postedAt, _wake.Set, _telemetry.Post(request, postedAt));
        try
        {
            if (request.Prompt.Count >= _backend.SequenceLength)
                throw new ContextFullException(request.Prompt.Count, _backend.SequenceLength);
            _waiting.Add(pending);
        }
        catch (Step35Exception error)
        {
            pending.Complete(error);
            throw;
        }

        _wake.Set();
        return pending;
    }

    /// <summary>Gets the most that a saved conversation may take in host memory.</summary>
    public long StoreBudgetBytes => _cache.StoreBudgetBytes;

    /// <summary>Has work done on the prefix cache, between two steps.</summary>
    /// <exception cref="EngineOverloadedException">Too many calls wait.</exception>
    /// <exception cref="EngineStoppedException">The scheduler was disposed.</exception>
    public Task<T> CallAsync<T>(CacheCall<T> call)
    {
        _calls.Add(call);
        _wake.Set();
        return call.Result;
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
        // A reader that has stalled, or a request that waits too long, makes no sound; the timers look after them.
        using var stalls = CreateTimer(_options.StallTimeout);
        using var waits = CreateTimer(_options.QueueTimeout);
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

        Stop();
    }

    private void Stop()
    {
        while (_running.Count > 0)
            Release(_running.Count - 1, new EngineStoppedException());
        foreach (var pending in _waiting.Close())
            pending.Complete(new EngineStoppedException());
        _calls.Close();
        _cache.Clear();
        _stopped.SetResult();
    }

    private void RunStep()
    {
        Admit();
        Draft();
        Plan();
        if (_batch.Count == 0)
        {
            _wake.Wait();
            return;
        }

        var start = _time.GetTimestamp();
        Decode();
        var written = Accept();
        var elapsed = _time.GetElapsedTime(start);
        _drafter.Learn(elapsed);
        _telemetry.StepDone(_batch.Count, written, elapsed);
        Publish();
        TakeCheckpoints();
    }

    private void Admit()
    {
        for (var index = _running.Count - 1; index >= 0; index--)
        {
            if (_running[index].Pending.IsCancelled)
                Release(index);
            else if (HasStalled(_running[index]))
                Release(index, new ReaderStalledException(_options.StallTimeout));
        }

        while (_calls.Count > 0 && _calls.Take(_cache.HasFree) is { } call)
            call.Run(_cache);
        _waiting.Refresh();
        while (_waiting.Count > 0 && _cache.HasFree && _waiting.Take() is { } pending)
            Start(pending);
    }

    private void Draft() => _drafter.Draft(_running, _batch.Capacity);

    private void Plan()
    {
        _batch.Clear();
        _planner.Plan(_running, _batch);
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
            _drafter.Forget();
            for (var index = _running.Count - 1; index >= 0; index--)
                if (_running[index].IsPlanned)
                    Discard(index, new DecodeFailedException(error.Status));
        }
    }

    private int Accept()
    {
        var written = 0;
        foreach (var sequence in _running)
            written += sequence.Accept();
        return written;
    }

    private void Publish()
    {
        var answersBegin = false;
        for (var index = _running.Count - 1; index >= 0; index--)
        {
            var sequence = _running[index];
            answersBegin |= sequence.Publish();
            if (sequence.Error is { } error)
                Release(index, ToFailure(error));
            else if (sequence.IsFinished)
                Release(index);
        }

        // The core's threads leave no processor idle; who waits for a first token would get one only when their time slice ends.
        if (answersBegin)
            Thread.Yield();
    }

    // After the callers have their tokens: saving a large state takes milliseconds.
    private void TakeCheckpoints()
    {
        foreach (var sequence in _running)
            while (sequence.TakeReachedCheckpoint() is { } length)
                if (sequence.TryStandAt(length))
                    _cache.TakeCheckpoint(sequence.Resident);
                else
                    LogCheckpointDropped(_logger, sequence.Resident.Id.Value, length);
    }

    private void Start(PendingGeneration pending)
    {
        ResidentSequence? resident = null;
        try
        {
            resident = _cache.Acquire(pending.Prompt);
            var draft = _drafter.CreateDraft(resident, pending.Request);
            var setting = new SequenceSetting(_admissions++, draft, _cache.KeepsCheckpoints, _vocabulary, _time);
            _running.Add(new RunningSequence(pending, resident, _backend, setting));
            _running.Sort(static (one, other) => one.Resident.Id.Value.CompareTo(other.Resident.Id.Value));
        }
#pragma warning disable CA1031 // A request that cannot start fails alone.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (resident is not null)
                _cache.Release(resident);
            pending.Complete(ToFailure(error));
            return;
        }

        pending.Telemetry.Admitted(resident.Length);
        LogAdmitted(_logger, resident.Id.Value, pending.Prompt.Length, resident.Length);
    }

    private static Step35Exception ToFailure(Exception error) => error as Step35Exception ?? new RequestFailedException(error);

    private void FailRunning(Exception error)
    {
        while (_running.Count > 0)
            Discard(_running.Count - 1, new RequestFailedException(error));
        LogStepFailed(_logger, error);
    }

    private bool HasStalled(RunningSequence sequence)
    {
        var pause = sequence.MeasurePause();
        return _options.StallTimeout != Timeout.InfiniteTimeSpan && pause >= _options.StallTimeout;
    }

    // Runs on any thread, so it looks at nothing that belongs to the scheduler's.
    private EngineLoad MeasureLoad() =>
        new(_waiting.Count, _cache.BusySequences, _cache.ComputedTokens, _kvCapacity, _cache.CheckpointBytes, _cache.StoredBytes);

    private ITimer CreateTimer(TimeSpan timeout)
    {
        // Late by an eighth at most; a timer counts whole milliseconds.
        var period = timeout == Timeout.InfiniteTimeSpan ? timeout : TimeSpan.FromMilliseconds(Math.Ceiling(timeout.TotalMilliseconds / 8));
        return _time.CreateTimer(_ => _wake.Set(), state: null, period, period);
    }

    private void Release(int index, Step35Exception? error = null) => _cache.Release(Remove(index, error));

    // What the decoder holds after a failure is not to be trusted.
    private void Discard(int index, Step35Exception error)
    {
        var resident = Remove(index, error);
        resident.Clear();
        _cache.Release(resident);
    }

    private ResidentSequence Remove(int index, Step35Exception? error)
    {
        var sequence = _running[index];
        _running.RemoveAt(index);
        sequence.Pending.Complete(error);
        sequence.Dispose();
        return sequence.Resident;
    }
}
