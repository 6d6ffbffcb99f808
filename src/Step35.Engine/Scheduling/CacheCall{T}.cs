using Step35.Engine.Caching;

namespace Step35.Engine.Scheduling;

/// <summary>Work on the prefix cache, and its result.</summary>
/// <remarks>Cancelled before it is done, it is not done at all, so that no result is lost.</remarks>
internal sealed class CacheCall<T> : CacheCall
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<PrefixCache, T> _work;
    private readonly CancellationTokenRegistration _cancellation;
    private int _isClaimed;

    public CacheCall(Func<PrefixCache, T> work, CancellationToken cancellationToken)
    {
        _work = work;
        _cancellation = cancellationToken.UnsafeRegister(static (call, token) => ((CacheCall<T>)call!).Cancel(token), this);
    }

    public Task<T> Result => _result.Task;

    public override bool IsDone => _result.Task.IsCompleted;

    public override void Run(PrefixCache cache)
    {
        if (!TryClaim())
            return;
        try
        {
            _result.SetResult(_work(cache));
        }
#pragma warning disable CA1031 // Whatever goes wrong is the caller's to see; the loop goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _result.SetException(error as Step35Exception ?? new RequestFailedException(error));
        }
    }

    public override void Fail(Step35Exception error)
    {
        if (TryClaim())
            _result.SetException(error);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (TryClaim())
            _result.SetCanceled(cancellationToken);
    }

    private bool TryClaim()
    {
        _cancellation.Unregister();
        return Interlocked.Exchange(ref _isClaimed, 1) == 0;
    }
}
