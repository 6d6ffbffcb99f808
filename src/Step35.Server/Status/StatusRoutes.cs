using Step35.Engine.Telemetry;
using Step35.Server.Framing;
using Step35.Server.Models;
using Step35.Server.Status.Wire;

namespace Step35.Server.Status;

/// <summary>A page that shows what the host is doing, and the figures behind it.</summary>
internal static class StatusRoutes
{
    private static readonly byte[] Page = ReadPage();

    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        // It counts from now on.
        routes.ServiceProvider.GetRequiredService<EngineFigures>().Refresh();
        routes.MapGet("/", SendPageAsync);
        routes.MapGet("/status", SendStatusAsync);
    }

    private static async Task SendPageAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.BodyWriter.WriteAsync(Page, http.RequestAborted).ConfigureAwait(false);
    }

    private static Task SendStatusAsync(HttpContext http)
    {
        var figures = http.RequestServices.GetRequiredService<EngineFigures>();
        figures.Refresh();
        var models = http.RequestServices.GetRequiredService<IModelCatalog>().Models;
        var reply = new StatusReply([.. models.Select(model => ModelReport.Of(model, figures))]);
        return http.WriteJsonAsync(reply, StatusJson.Default.StatusReply);
    }

    private static byte[] ReadPage()
    {
        using var stream = typeof(StatusRoutes).Assembly.GetManifestResourceStream("page.html")!;
        var page = new byte[stream.Length];
        stream.ReadExactly(page);
        return page;
    }
}
