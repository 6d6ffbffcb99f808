using Step35.Engine.Hub;
using Step35.Engine.Model;

namespace Step35.Cli.Hub;

/// <summary>A model that is in the cache.</summary>
/// <param name="Reference">The model reference that means it.</param>
/// <param name="Name">The name of its files.</param>
/// <param name="Files">How many of its files are there.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="IsComplete">Whether none is missing.</param>
/// <param name="Path">The first file that is there.</param>
internal sealed record CachedModel(string Reference, string Name, int Files, long Bytes, bool IsComplete, string Path)
{
    /// <summary>Lists all that is in the cache.</summary>
    public static IReadOnlyList<CachedModel> ListAll(HubCache cache) =>
        [.. cache.Repositories.SelectMany(repository => repository.Models.Select(files => Of(repository, files)))];

    /// <summary>Gets the file that a link leads to, or the file itself.</summary>
    public static FileInfo FollowLink(string path) => (FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);

    private static CachedModel Of(HubRepository repository, ModelFiles files) => new(
        $"hf:{new HubModel(repository.Name, files.Quantisation)}",
        files.Name,
        files.Paths.Count,
        files.Paths.Sum(path => FollowLink(path).Length),
        files.IsComplete,
        files.Paths[0]);
}
