using Step35.Server.Dialects;
using Step35.Server.Framing;
using Step35.Server.Ollama.Wire;

namespace Step35.Server.Ollama;

/// <summary>Maps the routes of Ollama's dialect.</summary>
internal static class OllamaRoutes
{
    // Clients compare it with the version of Ollama that first had what they need.
    private static readonly OllamaVersion Version = new("0.12.0");

    public static void MapOllama(this IEndpointRouteBuilder routes)
    {
        routes.MapDialect("/api/chat", new OllamaChatDialect());
        routes.MapDialect("/api/generate", new OllamaGenerateDialect());
        var group = routes.MapGroup("/api").WithMetadata(OllamaErrors.Instance);
        group.MapGet("/tags", OllamaModels.ListAsync);
        group.MapGet("/ps", OllamaModels.ListLoadedAsync);
        group.MapPost("/show", OllamaModels.ShowAsync);
        group.MapGet("/version", static http => http.WriteJsonAsync(Version, OllamaJson.Default.OllamaVersion));
    }
}
