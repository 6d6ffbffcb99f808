namespace Step35.Engine.Scheduling;

/// <summary>The caller took no update for so long that its sequence was given to others.</summary>
public sealed class ReaderStalledException : Step35Exception
{
    internal ReaderStalledException(TimeSpan timeout)
        : base($"The answer was not read for {timeout.TotalSeconds:N0} seconds, so its place was given to others. "
            + "Read faster, dispose the stream when you leave, or load the model with a larger StallTimeout.") =>
        Timeout = timeout;

    /// <summary>Gets how long a caller may pause.</summary>
    public TimeSpan Timeout { get; }
}
