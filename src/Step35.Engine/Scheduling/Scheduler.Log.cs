using Microsoft.Extensions.Logging;

namespace Step35.Engine.Scheduling;

internal sealed partial class Scheduler
{
    [LoggerMessage(1, LogLevel.Debug, "Sequence {Sequence} admitted with {PromptTokens} prompt tokens.")]
    private static partial void LogAdmitted(ILogger logger, int sequence, int promptTokens);

    [LoggerMessage(2, LogLevel.Debug, "Sequence {Sequence} released.")]
    private static partial void LogReleased(ILogger logger, int sequence);

    [LoggerMessage(3, LogLevel.Error, "A decode step failed; its requests are lost, the engine goes on.")]
    private static partial void LogStepFailed(ILogger logger, Exception error);
}
