using Step35.Server.Errors;
using Step35.Server.Framing;
using Step35.Server.Health;
using Step35.Server.Keys;
using Step35.Server.Models;

namespace Step35.Server.Administration;

/// <summary>Loads and unloads models, and clears what they remember.</summary>
internal static class AdminRoutes
{
    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin/models/{name}").WithMetadata(AccessScope.Administration);
        admin.MapPost("/load", LoadAsync);
        admin.MapPost("/unload", UnloadAsync);
        admin.MapPost("/clear-cache", ClearCacheAsync);
    }

    private static async Task LoadAsync(HttpContext http)
    {
        var model = Find(http);
        (await model.RentAsync(http.RequestAborted).ConfigureAwait(false)).Dispose();
        await SayAsync(http, model).ConfigureAwait(false);
    }

    private static async Task UnloadAsync(HttpContext http)
    {
        var model = Find(http);
        if (!await model.UnloadAsync().ConfigureAwait(false))
            throw Conflict("in_use", "Somebody uses the model, or it belongs to the program. Try again when its answers have ended.");
        await SayAsync(http, model).ConfigureAwait(false);
    }

    private static async Task ClearCacheAsync(HttpContext http)
    {
        var model = Find(http);
        if (model.Engine is not { } engine)
            throw Conflict("not_loaded", "The model is not loaded, so it remembers nothing.");
        await engine.ClearCacheAsync(http.RequestAborted).ConfigureAwait(false);
        await SayAsync(http, model).ConfigureAwait(false);
    }

    private static IHostedModel Find(HttpContext http) =>
        http.RequestServices.GetRequiredService<IModelCatalog>().Find((string?)http.GetRouteValue("name"));

    private static Task SayAsync(HttpContext http, IHostedModel model) =>
        http.WriteJsonAsync(new HealthReply("ok") { Models = [ModelHealth.Of(model)] }, HealthJson.Default.HealthReply);

    private static ApiException Conflict(string code, string message) => new(new ApiError(StatusCodes.Status409Conflict, code, message));
}
