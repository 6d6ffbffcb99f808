namespace Step35.Engine.Planning;

/// <summary>What lies in one device's memory.</summary>
public sealed record DevicePlan
{
    /// <summary>The most that is kept free, so that a plan need not be exact to the last byte.</summary>
    private const long LargestReserve = 512L << 20;

    private const int ReserveShare = 20;

    /// <summary>Gets the device's name; <c>memory</c> is the machine's main memory.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how much a model may take.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>Gets what it takes, by what it is for.</summary>
    public required IReadOnlyDictionary<MemoryClass, long> Bytes { get; init; }

    /// <summary>Gets how many layers it computes; a model's output counts as one.</summary>
    public int Layers { get; init; }

    /// <summary>Gets what it takes together.</summary>
    public long UsedBytes => Bytes.Values.Sum();

    /// <summary>Gets what must stay free.</summary>
    public long ReserveBytes => Math.Min(LargestReserve, FreeBytes / ReserveShare);

    /// <summary>Gets how much is left; negative when it does not fit.</summary>
    public long SpareBytes => FreeBytes - ReserveBytes - UsedBytes;
}
