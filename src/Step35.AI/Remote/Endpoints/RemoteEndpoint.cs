using Microsoft.Extensions.AI;

namespace Step35.AI.Remote.Endpoints;

/// <summary>One server, and whether it has failed lately.</summary>
/// <remarks>Safe for concurrent calls.</remarks>
internal sealed class RemoteEndpoint(Uri address, IChatClient client, TimeSpan coolDown, TimeProvider time)
{
    private long _coolUntil;

    public Uri Address => address;

    public IChatClient Client => client;

    /// <summary>Gets a value indicating whether the server failed so lately that others are asked first.</summary>
    public bool IsCooling => time.GetTimestamp() < Volatile.Read(ref _coolUntil);

    public void ReportFailure() =>
        Volatile.Write(ref _coolUntil, time.GetTimestamp() + (long)(coolDown.TotalSeconds * time.TimestampFrequency));

    public void ReportSuccess() => Volatile.Write(ref _coolUntil, 0);
}
