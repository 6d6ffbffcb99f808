using Step35.Server.Dialects;
using Step35.Server.OpenAI.Chat;
using Step35.Server.OpenAI.Completions;
using Step35.Server.OpenAI.Models;
using Step35.Server.OpenAI.Responses;

namespace Step35.Server.OpenAI;

/// <summary>Maps the routes of OpenAI's dialect.</summary>
internal static class OpenAIRoutes
{
    /// <summary>The text that ends every stream.</summary>
    public const string EndMark = "[DONE]";

    public static void MapOpenAI(this IEndpointRouteBuilder routes)
    {
        routes.MapDialect("/v1/chat/completions", new ChatDialect());
        routes.MapDialect("/v1/completions", new CompletionDialect());
        routes.MapDialect("/v1/responses", new ResponsesDialect());
        routes.MapModels();
    }
}
