namespace Step35.Engine.Scheduling;

/// <summary>The engine was disposed, or its loop failed, before the request was finished.</summary>
public sealed class EngineStoppedException : Step35Exception
{
    internal EngineStoppedException(Exception? cause = null)
        : base(
            cause is null
                ? "The engine was disposed before the request was finished. Send the request to a living engine."
                : $"The engine dropped the request after an internal error ({cause.GetType().Name}). Send the request again and report the log.",
            cause)
    {
    }
}
