using Step35.Server.Dialects;
using Step35.Server.OpenAI.Chat;

namespace Step35.Server.OpenAI;

/// <summary>Maps the routes of OpenAI's dialect.</summary>
internal static class OpenAIRoutes
{
    public static void MapOpenAI(this IEndpointRouteBuilder routes)
    {
        routes.MapDialect("/v1/chat/completions", new ChatDialect());
    }
}
