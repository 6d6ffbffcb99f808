using Step35.Server.Administration;
using Step35.Server.Anthropic;
using Step35.Server.Dialects;
using Step35.Server.Health;
using Step35.Server.Ollama;
using Step35.Server.OpenAI;
using Step35.Server.Status;
using Step35.Server.Telemetry;
using Step35.Server.Tokenization;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the model host's routes.</summary>
public static class Step35EndpointRouteBuilderExtensions
{
    /// <summary>Maps all routes of the model host: the dialects of OpenAI, Anthropic and Ollama, health, metrics, administration and the status page.</summary>
    /// <param name="endpoints">The application; <c>AddStep35Server()</c> must have been called on its services.</param>
    /// <returns>All routes together, for conventions such as <c>RequireCors()</c>.</returns>
    public static IEndpointConventionBuilder MapStep35(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var routes = endpoints.MapGroup("");
        routes.MapOpenAI();
        routes.MapAnthropic();
        routes.MapOllama();
        routes.MapTokenization();
        routes.MapHealth();
        routes.MapMetrics();
        routes.MapAdministration();
        routes.MapStatus();
        routes.Guard(OpenAIErrors.Instance);
        return routes;
    }
}
