using System.Collections.Concurrent;

namespace Step35.Cli.Hub;

/// <summary>Counts what has arrived, and tells how fast and how long still.</summary>
/// <remarks>Safe for concurrent calls.</remarks>
internal sealed class DownloadProgress(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<HubFile, long> _present = new();
    private readonly Queue<(long Timestamp, long Bytes)> _samples = new();
    private long _arrived;

    /// <summary>Gets the files of the download and how much of each is here.</summary>
    public IEnumerable<KeyValuePair<HubFile, long>> Files => _present.OrderBy(pair => pair.Key.Path, StringComparer.Ordinal);

    public long TotalBytes => _present.Keys.Sum(file => file.Size);

    public long PresentBytes => _present.Values.Sum();

    /// <summary>Sets how much of a file is here without having been downloaded now.</summary>
    public void Start(HubFile file, long present) => _present[file] = present;

    /// <summary>Adds what has just arrived.</summary>
    public void Add(HubFile file, int bytes)
    {
        _present.AddOrUpdate(file, bytes, (_, before) => before + bytes);
        Interlocked.Add(ref _arrived, bytes);
    }

    /// <summary>Measures the speed of the last seconds, and the time that the rest takes at it.</summary>
    /// <returns>Bytes in a second, and the time left; null while nothing can be said.</returns>
    public (double BytesPerSecond, TimeSpan? TimeLeft) Measure()
    {
        lock (_samples)
        {
            var (now, arrived) = (time.GetTimestamp(), Interlocked.Read(ref _arrived));
            _samples.Enqueue((now, arrived));
            while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().Timestamp, now) > Window)
                _samples.Dequeue();
            var (first, before) = _samples.Peek();
            var seconds = time.GetElapsedTime(first, now).TotalSeconds;
            var rate = seconds > 0 ? (arrived - before) / seconds : 0;
            return (rate, rate > 0 ? TimeSpan.FromSeconds((TotalBytes - PresentBytes) / rate) : null);
        }
    }
}
