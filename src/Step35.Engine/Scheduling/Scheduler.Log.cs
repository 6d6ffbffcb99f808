using Microsoft.Extensions.Logging;

namespace Step35.Engine.Scheduling;

internal sealed partial class Scheduler
{
    [LoggerMessage(1, LogLevel.Debug, "Sequence {Sequence} admitted with {PromptTokens} prompt tokens, {CachedTokens} of them known.")]
    private static partial void LogAdmitted(ILogger logger, int sequence, int promptTokens, int cachedTokens);

    [LoggerMessage(2, LogLevel.Error, "A decode step failed; the requests in it are lost, the others go on.")]
    private static partial void LogDecodeFailed(ILogger logger, Exception error);

    [LoggerMessage(3, LogLevel.Error, "The scheduler failed; the running requests are lost, the waiting ones go on.")]
    private static partial void LogStepFailed(ILogger logger, Exception error);

    [LoggerMessage(4, LogLevel.Debug, "Sequence {Sequence} has no checkpoint after {Length} tokens: its sliding layers went on too far.")]
    private static partial void LogCheckpointDropped(ILogger logger, int sequence, int length);
}
