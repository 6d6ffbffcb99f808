using Step35.Native;

namespace Step35.Engine;

/// <summary>A model in memory, and the heads that draft for it.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="Weights">The model.</param>
/// <param name="Heads">The model that holds the heads: the same one, or one of their own; null without any.</param>
internal sealed record LoadedModel(ModelSource Source, LlamaModel Weights, LlamaModel? Heads) : IDisposable
{
    /// <summary>Loads a model and its heads: both or nothing.</summary>
    /// <exception cref="ModelLoadException">The core refused a file.</exception>
    public static LoadedModel Load(ModelSource source, LlamaModelParameters parameters, Action<float>? progress, CancellationToken cancellationToken)
    {
        var heads = source.Heads;
        var weights = LlamaModel.Load(source.File.Path, parameters with { LoadMtp = heads.IsInModel }, progress, cancellationToken);
        try
        {
            var separate = heads is { Path: { } path, IsInModel: false }
                ? LlamaModel.Load(path, parameters with { LoadMtp = true }, progress: null, cancellationToken)
                : null;
            return new LoadedModel(source, weights, heads.IsInModel ? weights : separate);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Heads?.Dispose();
        Weights.Dispose();
    }
}
