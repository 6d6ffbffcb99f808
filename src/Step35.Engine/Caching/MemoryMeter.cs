namespace Step35.Engine.Caching;

/// <summary>Counts the bytes that saved states take; safe for concurrent calls.</summary>
internal sealed class MemoryMeter
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
