using Step35.Server.Framing;
using Step35.Server.Models;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Models;

/// <summary>Lists the models, as OpenAI and Anthropic do.</summary>
internal static class ModelRoutes
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/models", ListAsync);
        routes.MapGet("/v1/models/{name}", ShowAsync);
    }

    private static Task ListAsync(HttpContext http) =>
        http.WriteJsonAsync(new ModelList([.. CatalogOf(http).Models.Select(Describe)]), OpenAIJson.Default.ModelList);

    private static Task ShowAsync(HttpContext http) =>
        http.WriteJsonAsync(Describe(CatalogOf(http).Find((string?)http.GetRouteValue("name"))), OpenAIJson.Default.ModelEntry);

    private static IModelCatalog CatalogOf(HttpContext http) => http.RequestServices.GetRequiredService<IModelCatalog>();

    // When a model was made is in no file; clients want the time all the same.
    private static ModelEntry Describe(IHostedModel model) => new(model.Name, DateTimeOffset.UnixEpoch);
}
