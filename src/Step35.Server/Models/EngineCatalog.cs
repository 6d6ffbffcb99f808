namespace Step35.Server.Models;

/// <summary>The models that the configuration names; it disposes what it has loaded.</summary>
internal sealed class EngineCatalog(ModelNames names, EngineModels models) : IModelCatalog, IAsyncDisposable, IDisposable
{
    private readonly EngineModel[] _models = [.. names.OptionsByModel.Select(pair => models.Create(pair.Key, pair.Value))];

    public IReadOnlyList<IHostedModel> Models => _models;

    public IHostedModel Find(string? name) => new ModelCatalog(_models).Find(name);

    public async ValueTask DisposeAsync()
    {
        foreach (var model in _models)
            await model.DisposeAsync().ConfigureAwait(false);
    }

    // Containers that are disposed synchronously refuse services that are only IAsyncDisposable.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
