using Step35.Engine.Scheduling;

namespace Step35.Engine.Telemetry;

/// <summary>Which errors mean that the engine refused a request rather than failed at it.</summary>
internal static class Refusal
{
    public static string? ReasonOf(Exception? error) => error switch
    {
        EngineOverloadedException => "overload",
        QueueTimeoutException => "queue_timeout",
        ContextFullException => "context_full",
        _ => null,
    };

    /// <summary>Counts a refused request; other errors are none of it.</summary>
    public static void Report(EngineInstruments instruments, Exception? error)
    {
        if (ReasonOf(error) is { } reason)
            instruments.RefusedRequests.Report(1, [.. instruments.EngineTags, new(AttributeNames.RefusalReason, reason)]);
    }
}
