using Step35.Server.Dialects;

namespace Step35.Server.Anthropic;

/// <summary>Maps the routes of Anthropic's dialect.</summary>
internal static class AnthropicRoutes
{
    public static void MapAnthropic(this IEndpointRouteBuilder routes)
    {
        routes.MapDialect("/v1/messages", new MessagesDialect());
        routes.MapPost("/v1/messages/count_tokens", TokenCounter.RunAsync).WithMetadata(AnthropicErrors.Instance);
    }
}
