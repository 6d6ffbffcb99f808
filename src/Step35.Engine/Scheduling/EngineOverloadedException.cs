namespace Step35.Engine.Scheduling;

/// <summary>The engine's queue of waiting requests is full.</summary>
public sealed class EngineOverloadedException : Step35Exception
{
    internal EngineOverloadedException(int queueCapacity)
        : base($"{queueCapacity:N0} requests are waiting already. Try again later, or load the model with a larger QueueCapacity or more MaxSequences.") =>
        QueueCapacity = queueCapacity;

    /// <summary>Gets how many requests may wait.</summary>
    public int QueueCapacity { get; }
}
