using Microsoft.Extensions.Logging;

namespace Step35.AI.Remote.Endpoints;

internal sealed partial class EndpointChatClient
{
    [LoggerMessage(3, LogLevel.Warning, "{Failure}")]
    private static partial void LogFailed(ILogger logger, string failure);
}
