using Step35.Cli.Hub;

namespace Step35.Cli.Tests.Hub;

/// <summary>This machine's disk with as much room as a test gives it.</summary>
internal sealed class QuotaDisk : IDisk
{
    private readonly LocalDisk _disk = new();
    private long _written;

    /// <summary>Gets how much the disk says is free.</summary>
    public long FreeBytes { get; init; } = long.MaxValue;

    /// <summary>Gets how much can be written before it is full.</summary>
    public long Quota { get; init; } = long.MaxValue;

    public bool HasLinks { get; init; } = true;

    public long CountFreeBytes(string folder) => FreeBytes;

    public Stream OpenPart(string path) => new QuotaStream(_disk.OpenPart(path), count =>
    {
        if (Interlocked.Add(ref _written, count) > Quota)
            throw new IOException("No space left on device");
    });

    public bool TryLink(string link, string target) => HasLinks && _disk.TryLink(link, target);
}
