using Step35.Server.Framing;
using Step35.Server.Keys;
using Step35.Server.Limits;
using Step35.Server.Models;

namespace Step35.Server.Health;

/// <summary>Tells whether the process lives, and whether it can answer.</summary>
internal static class HealthRoutes
{
    // Load balancers ask with HEAD; the web server sends no body then.
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", Methods, SayAlive).WithMetadata(AccessScope.Open);
        routes.MapMethods("/health/ready", Methods, SayReady);
        routes.MapMethods("/health", Methods, SayReady);
    }

    private static Task SayAlive(HttpContext http) => http.WriteJsonAsync(new HealthReply("ok"), HealthJson.Default.HealthReply);

    private static Task SayReady(HttpContext http)
    {
        var reply = Describe(http.RequestServices);
        if (reply.Status != "ok")
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return http.WriteJsonAsync(reply, HealthJson.Default.HealthReply);
    }

    private static HealthReply Describe(IServiceProvider services)
    {
        var models = services.GetRequiredService<IModelCatalog>().Models;
        var status = services.GetRequiredService<Drain>().IsStopping ? "stopping" : Judge(models);
        return new HealthReply(status) { Models = [.. models.Select(ModelHealth.Of)] };
    }

    // What loads with a request keeps that request waiting, and no other.
    private static string Judge(IReadOnlyList<IHostedModel> models)
    {
        // In this order: a model is no longer required before it is unloaded.
        var states = models.Select(static model => (model.Status.State, model.IsRequired)).ToList();
        if (states.Exists(static model => model is { IsRequired: true, State: ModelState.Unloaded or ModelState.Loading }))
            return "loading";
        return states.Contains((ModelState.Failed, true)) || states.TrueForAll(static model => model.State == ModelState.Failed) ? "failed" : "ok";
    }
}
