using System.Globalization;
using Microsoft.Extensions.Options;
using Step35.Engine.Model;
using Step35.Server.Dialects;
using Step35.Server.Framing;
using Step35.Server.Models;
using Step35.Server.Ollama.Wire;

namespace Step35.Server.Ollama;

/// <summary>Describes the models that the host serves; of those that are not loaded only the name is known.</summary>
internal static class OllamaModels
{
    private static readonly IReadOnlyList<string> Capabilities = ["completion", "tools", "thinking"];

    public static Task ListAsync(HttpContext http) => WriteAsync(http, CatalogOf(http).Models.Select(Describe));

    public static Task ListLoadedAsync(HttpContext http) =>
        WriteAsync(http, CatalogOf(http).Models.Where(model => model.Status.State == ModelState.Ready).Select(model => DescribeLoaded(http, model)));

    public static async Task ShowAsync(HttpContext http)
    {
        var request = await RequestBody.ReadAsync(http, OllamaJson.Default.OllamaShowRequest).ConfigureAwait(false);
        var name = OllamaRequestReader.ReadModel((request.Model ?? request.Name).OrMissing("model"));
        var model = CatalogOf(http).Find(name);
        await http.WriteJsonAsync(Show(model), OllamaJson.Default.OllamaShowReply).ConfigureAwait(false);
    }

    private static IModelCatalog CatalogOf(HttpContext http) => http.RequestServices.GetRequiredService<IModelCatalog>();

    private static Task WriteAsync(HttpContext http, IEnumerable<OllamaModel> models) =>
        http.WriteJsonAsync(new OllamaModelList([.. models]), OllamaJson.Default.OllamaModelList);

    private static OllamaShowReply Show(IHostedModel model) => new()
    {
        Details = DetailsOf(model.Engine?.Model),
        Template = model.Engine?.Model.ChatTemplate ?? "",
        Capabilities = Capabilities,
        ModelInfo = new()
        {
            ParameterCount = model.Engine?.Model.ParameterCount,
            ContextLength = model.Engine?.Model.ContextLength,
        },
    };

    private static OllamaModel Describe(IHostedModel model) => new(model.Name)
    {
        Size = model.Engine?.Model.SizeBytes ?? 0,
        ModifiedAt = model.Engine is { } engine ? File.GetLastWriteTimeUtc(engine.Model.Path) : DateTimeOffset.UnixEpoch,
        Details = DetailsOf(model.Engine?.Model),
    };

    private static OllamaModel DescribeLoaded(HttpContext http, IHostedModel model) => Describe(model) with
    {
        SizeVram = model.Engine?.Model.SizeBytes ?? 0,
        ContextLength = model.Engine?.Model.ContextLength ?? 0,
        ExpiresAt = FindExpiry(http.RequestServices, model),
    };

    private static DateTimeOffset FindExpiry(IServiceProvider services, IHostedModel model) =>
        services.GetRequiredService<IOptions<ServerOptions>>().Value.IdleUnload is { } idle && model is EngineModel { IdleTime: var passed }
            ? services.GetRequiredService<TimeProvider>().GetUtcNow() + (idle - passed)
            : DateTimeOffset.MaxValue;

    // The description reads "architecture size quantisation".
    private static OllamaModelDetails DetailsOf(ModelInfo? model) => new(
        ParameterSize: model is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{model.ParameterCount / 1e9:0.0##}B"),
        QuantizationLevel: model?.Description.Split(' ', 3) is [_, _, var quantization] ? quantization : "");
}
