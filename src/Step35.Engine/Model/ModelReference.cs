using Step35.Engine.Hub;

namespace Step35.Engine.Model;

/// <summary>Finds the file that a model reference means.</summary>
/// <remarks>
/// A reference is the path of a GGUF file, the path of any shard of a split one, a folder that holds one model, or
/// <c>hf:OWNER/REPO[:QUANTISATION]</c> for a model in the local cache of a Hugging Face hub. Nothing is downloaded.
/// </remarks>
public static class ModelReference
{
    /// <summary>Finds the file, or the first shard of a split one.</summary>
    /// <param name="reference">The reference.</param>
    /// <returns>The path to open. A plain path is not looked up: opening it tells what is wrong with it.</returns>
    /// <exception cref="ModelNotFoundException">The folder or the cache holds no such model, or several, or cannot be read.</exception>
    public static string Resolve(string reference) => Resolve(reference, HubCache.FromEnvironment(Environment.GetEnvironmentVariable));

    internal static string Resolve(string reference, HubCache cache)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        if (HubModel.IsReference(reference))
            return cache.Find(HubModel.Parse(reference));
        return Directory.Exists(reference) ? FindIn(reference) : ModelName.FirstShard(reference);
    }

    private static string FindIn(string folder)
    {
        var models = ModelFiles.Group(ModelFolder.Files(folder));
        if (models is [var only])
            return only.Paths[0];
        var found = models.Count == 0
            ? "no GGUF file; give the path of one."
            : $"{models.Count} models; give the path of one: {string.Join(", ", models.Select(model => Path.GetFileName(model.Paths[0])))}.";
        throw new ModelNotFoundException(folder, $"The folder '{Path.GetFileName(Path.GetFullPath(folder))}' holds {found}");
    }
}
