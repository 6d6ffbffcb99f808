using Step35.Engine.Hub;
using Step35.Engine.Model;

namespace Step35.Cli.Hub;

/// <summary>Takes models out of the cache, with the contents that nothing else there uses.</summary>
internal static class ModelRemoval
{
    /// <summary>Removes a model, or the whole repository where no quantisation is named.</summary>
    /// <returns>How many bytes are free by it.</returns>
    /// <exception cref="ModelNotFoundException">It is not in the cache.</exception>
    public static long Remove(HubCache cache, HubModel model)
    {
        var repository = cache.Repository(model.Repository);
        var all = ListSnapshotFiles(repository);
        var doomed = ModelFiles.Group(all).Where(files => files.Matches(model.Quantisation)).SelectMany(files => files.Paths).ToHashSet();
        if (model.Quantisation is null || (doomed.Count > 0 && doomed.IsSupersetOf(all)))
            return RemoveAll(repository, model);
        if (doomed.Count == 0)
            throw NotThere(model);
        var kept = all.Where(path => !doomed.Contains(path)).Select(ContentOf).ToHashSet();
        var contents = doomed.Select(ContentOf).ToHashSet().Where(content => !kept.Contains(content)).ToList();
        var freed = contents.Sum(content => new FileInfo(content).Length);
        foreach (var path in doomed.Concat(contents))
            File.Delete(path);
        return freed;
    }

    private static long RemoveAll(HubRepository repository, HubModel model)
    {
        if (!Directory.Exists(repository.Folder))
            throw NotThere(model);
        var freed = new[] { repository.BlobFolder, repository.SnapshotFolder }.Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(file => file.LinkTarget is null)
            .Sum(file => file.Length);
        Directory.Delete(repository.Folder, recursive: true);
        return freed;
    }

    private static List<string> ListSnapshotFiles(HubRepository repository) => Directory.Exists(repository.SnapshotFolder)
        ? [.. Directory.EnumerateFiles(repository.SnapshotFolder, "*", SearchOption.AllDirectories).Where(File.Exists)]
        : [];

    private static string ContentOf(string path) => CachedModel.FollowLink(path).FullName;

    private static ModelNotFoundException NotThere(HubModel model) =>
        new($"{model}", $"{model} is not on this machine; step35 list shows what is.");
}
