using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Scheduling;

/// <summary>Runs requests on the decoder: one thread owns the decoder, callers post to the inbox.</summary>
/// <remarks>
/// Every step puts the next tokens of all running sequences and as much of the waiting prompts as fits into one batch
/// (continuous batching: Yu et al., "Orca", OSDI 2022). Invariant: a sequence id is either free or owned by exactly one
/// running sequence, and a free id has no tokens in the KV cache. Public members are safe for concurrent calls.
/// </remarks>
internal sealed partial class Scheduler : IAsyncDisposable
{
    private readonly IDecoderBackend _backend;
    private readonly IVocabulary _vocabulary;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly int _queueCapacity;
    private readonly Channel<PendingGeneration> _inbox;
    private readonly DecoderBatch _batch;
    private readonly Stack<SequenceId> _free;
    private readonly List<RunningSequence> _running = [];
    private readonly WakeSignal _wake = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private volatile bool _stopping;

    public Scheduler(IDecoderBackend backend, IVocabulary vocabulary, int queueCapacity, TimeProvider time, ILogger logger)
    {
        _backend = backend;
        _vocabulary = vocabulary;
        _time = time;
        _logger = logger;
        _queueCapacity = queueCapacity;
        _inbox = Channel.CreateBounded<PendingGeneration>(new BoundedChannelOptions(queueCapacity) { SingleReader = true });
        _batch = new DecoderBatch(backend.MaxBatchTokens);
        _free = new Stack<SequenceId>(Enumerable.Range(0, backend.SequenceCount).Reverse().Select(id => new SequenceId(id)));
        _thread = new Thread(Run) { IsBackground = true, Name = "Step35 scheduler" };
        _thread.Start();
    }

    /// <summary>Posts a request.</summary>
    /// <exception cref="ContextFullException">The prompt leaves no room for a token.</exception>
    /// <exception cref="EngineOverloadedException">The inbox is full.</exception>
    /// <exception cref="EngineStoppedException">The scheduler was disposed.</exception>
    public PendingGeneration Post(GenerationRequest request)
    {
        if (request.Prompt.Count >= _backend.SequenceLength)
            throw new ContextFullException(request.Prompt.Count, _backend.SequenceLength);
        var pending = new PendingGeneration(request, Wake);
        if (!_inbox.Writer.TryWrite(pending))
            throw _stopping ? new EngineStoppedException() : new EngineOverloadedException(_queueCapacity);
        Wake();
        return pending;
    }

    /// <summary>Stops the loop after the step in flight; requests that are not finished fail.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _inbox.Writer.TryComplete();
        Wake();
        await _stopped.Task.ConfigureAwait(false);
    }

    private void Wake() => _wake.Set();

    private void Run()
    {
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

        FailRunning(error: null);
        FailQueued();
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
        DropCancelled();
        while (_free.Count > 0 && _inbox.Reader.TryRead(out var pending))
        {
            if (pending.IsCancelled)
                pending.Complete();
            else
                Start(pending);
        }
    }

    // Running sequences go first: reading a long prompt must not hold up those who are writing.
    private void Plan()
    {
        _batch.Clear();
        foreach (var sequence in _running)
            if (sequence.Undecoded == 1 && sequence.IsReady)
                sequence.AddTo(_batch);
        foreach (var sequence in _running)
            if (sequence.Undecoded > 1)
                sequence.AddTo(_batch);
    }

    private void Decode() => _backend.Decode(_batch);

    private void Accept()
    {
        foreach (var sequence in _running)
            sequence.Sample();
    }

    private void Publish()
    {
        foreach (var sequence in _running)
            sequence.Publish();
        for (var index = _running.Count - 1; index >= 0; index--)
            if (_running[index].IsFinished)
                Release(index);
    }

    private void Start(PendingGeneration pending)
    {
        try
        {
            _running.Add(new RunningSequence(pending, _free.Peek(), _backend, _vocabulary, _time));
            LogAdmitted(_logger, _free.Pop().Value, pending.Request.Prompt.Count);
        }
#pragma warning disable CA1031 // A request that cannot start is the caller's error, not the loop's.
        catch (Exception error)
#pragma warning restore CA1031
        {
            pending.Complete(error);
        }
    }

    private void DropCancelled()
    {
        for (var index = _running.Count - 1; index >= 0; index--)
        {
            if (!_running[index].Pending.IsCancelled)
                continue;
            _running[index].Pending.Complete();
            Release(index);
        }
    }

    private void Release(int index)
    {
        var sequence = _running[index];
        _running.RemoveAt(index);
        _backend.Remove(sequence.Id);
        _free.Push(sequence.Id);
        sequence.Dispose();
        LogReleased(_logger, sequence.Id.Value);
    }

    private void FailRunning(Exception? error)
    {
        if (error is not null)
            LogStepFailed(_logger, error);
        for (var index = _running.Count - 1; index >= 0; index--)
        {
            _running[index].Pending.Complete(error as Step35Exception ?? new EngineStoppedException(error));
            Release(index);
        }
    }

    private void FailQueued()
    {
        while (_inbox.Reader.TryRead(out var pending))
            pending.Complete(new EngineStoppedException());
    }
}
