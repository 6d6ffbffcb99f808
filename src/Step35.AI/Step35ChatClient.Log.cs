using Microsoft.Extensions.Logging;

namespace Step35.AI;

public sealed partial class Step35ChatClient
{
    [LoggerMessage(2, LogLevel.Information, "Left out the {Messages} oldest messages: the context of {ContextLength} tokens cannot hold them.")]
    private static partial void LogDropped(ILogger logger, int messages, int contextLength);
}
