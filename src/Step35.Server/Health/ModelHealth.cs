using Step35.Server.Models;

namespace Step35.Server.Health;

/// <summary>How far a model is, as clients read it.</summary>
internal sealed record ModelHealth(string Name, string Status, int Percent, string? Error)
{
    public static ModelHealth Of(IHostedModel model)
    {
        var status = model.Status;
        return new ModelHealth(model.Name, NameOf(status.State), (int)(status.LoadedShare * 100), status.Error);
    }

    private static string NameOf(ModelState state) => state switch
    {
        ModelState.Ready => "ready",
        ModelState.Loading => "loading",
        ModelState.Failed => "failed",
        _ => "unloaded",
    };
}
