using Step35.Engine.Decoding;
using Step35.Engine.Scheduling;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Sessions;

/// <summary>Moves conversations between the prefix cache and files.</summary>
/// <remarks>Safe for concurrent calls. Files are read and written away from the scheduler's thread.</remarks>
internal sealed class SessionFiles(Scheduler scheduler, IDecoderBackend backend, Lazy<byte[]> identity)
{
    public async Task<int> SaveAsync(string path, TokenId[] conversation, CancellationToken cancellationToken)
    {
        if (await scheduler.CallAsync(cache => cache.Capture(conversation), cancellationToken).ConfigureAwait(false) is not { } prefix)
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
            SessionFileWriter.Write(path, prefix, identity.Value);
            return prefix.Length;
        }
    }

    public async Task<int> LoadAsync(string path, CancellationToken cancellationToken)
    {
        var prefix = await RunAsync(
            () => SessionFileReader.Read(path, identity.Value, backend, scheduler.StoreMeter),
            cancellationToken).ConfigureAwait(false);
        var length = prefix.Length;
        try
        {
            await scheduler.CallAsync(cache => cache.Adopt(prefix), cancellationToken).ConfigureAwait(false);
            return length;
        }
        catch
        {
            prefix.Release();
            throw;
        }
    }

    // Gigabytes go through: that is nothing for a pool of threads that others wait for.
    private static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
