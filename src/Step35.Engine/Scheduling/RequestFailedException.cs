namespace Step35.Engine.Scheduling;

/// <summary>One request failed by an internal error; the engine goes on.</summary>
public sealed class RequestFailedException : Step35Exception
{
    internal RequestFailedException(Exception cause)
        : base($"The request failed by an internal error ({cause.GetType().Name}). Send it again; if it fails again, report the log.", cause)
    {
    }
}
