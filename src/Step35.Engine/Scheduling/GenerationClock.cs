namespace Step35.Engine.Scheduling;

/// <summary>Measures one generation: waiting, reading the prompt, writing.</summary>
internal sealed class GenerationClock(TimeProvider time, long postedAt)
{
    private readonly long _start = time.GetTimestamp();
    private long? _firstToken;
    private long _lastToken;

    public TimeSpan QueueTime => time.GetElapsedTime(postedAt, _start);

    public TimeSpan PrefillTime => _firstToken is { } first ? time.GetElapsedTime(_start, first) : TimeSpan.Zero;

    public TimeSpan DecodeTime => _firstToken is { } first ? time.GetElapsedTime(first, _lastToken) : TimeSpan.Zero;

    public void MarkToken()
    {
        _lastToken = time.GetTimestamp();
        _firstToken ??= _lastToken;
    }
}
