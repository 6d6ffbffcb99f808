using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Sessions;

/// <summary>Moves conversations between the prefix cache and files.</summary>
/// <remarks>Safe for concurrent calls. Files are read and written away from the scheduler's thread.</remarks>
internal sealed class SessionFiles(Scheduler scheduler, IDecoderBackend backend, byte[] identity)
{
    public async Task<int> SaveAsync(string path, TokenId[] conversation, CancellationToken cancellationToken)
    {
        if (await CaptureAsync(conversation, cancellationToken).ConfigureAwait(false) is not { } prefix)
            return 0;
        try
        {
            return await RunAsync(Write, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            prefix.Release();
        }

        int Write()
        {
            SessionFileWriter.Write(path, prefix, identity, cancellationToken);
            return prefix.Length;
        }
    }

    public async Task<int> LoadAsync(string path, CancellationToken cancellationToken)
    {
        var prefix = await RunAsync(Read, cancellationToken).ConfigureAwait(false);
        var length = prefix.Length;
        var isAdopted = false;
        try
        {
            isAdopted = await scheduler.CallAsync(new CacheCall<bool>(cache => cache.TryAdopt(prefix), cancellationToken)).ConfigureAwait(false);
            return length;
        }
        finally
        {
            if (!isAdopted)
                prefix.Release();
        }

        SavedPrefix Read() =>
            SessionFileReader.Read(path, new SessionLimits(identity, scheduler.StoreBudgetBytes), backend, cancellationToken);
    }

    // Only a conversation that must be cut out of a longer one waits for a free sequence.
    private async Task<SavedPrefix?> CaptureAsync(TokenId[] conversation, CancellationToken cancellationToken)
    {
        var whole = new CacheCall<(bool, SavedPrefix?)>(
            cache => (cache.TryCapture(conversation, out var prefix), prefix),
            cancellationToken);
        var (isDone, captured) = await scheduler.CallAsync(whole).ConfigureAwait(false);
        return isDone
            ? captured
            : await scheduler.CallAsync(
                new CacheCall<SavedPrefix?>(cache => cache.CaptureBeginning(conversation), cancellationToken) { NeedsSequence = true }).ConfigureAwait(false);
    }

    // Gigabytes go through: that is nothing for a pool of threads that others wait for.
    private static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
