namespace Step35.Engine.Scheduling;

/// <summary>A request waited longer for its turn than it may.</summary>
public sealed class QueueTimeoutException : Step35Exception
{
    internal QueueTimeoutException(TimeSpan timeout)
        : base($"The request waited {timeout.TotalSeconds:N1} seconds for its turn. Try again later, or load the model with more MaxSequences "
            + "or a larger QueueTimeout.") =>
        Timeout = timeout;

    /// <summary>Gets how long a request may wait.</summary>
    public TimeSpan Timeout { get; }
}
