using Step35.Engine.Model;

namespace Step35.Engine.Hub;

/// <summary>The folder in which tools of the Hugging Face hub keep what they have downloaded, and share it.</summary>
/// <remarks>
/// A repository is a folder <c>models--OWNER--NAME</c> with <c>blobs</c> named by their content, <c>refs</c> that name commits, and
/// <c>snapshots/COMMIT</c> with the files of a commit as links to the blobs.
/// </remarks>
/// <param name="folder">The folder.</param>
internal sealed class HubCache(string folder)
{
    private const string Prefix = "models--";
    private const string Separator = "--";

    /// <summary>Gets the repositories that are in the cache.</summary>
    public IEnumerable<HubRepository> Repositories => Directory.Exists(folder)
        ? ModelFolder.Folders(folder, Prefix + "*").Order(StringComparer.Ordinal).Select(path => new HubRepository(NameOf(path), path))
        : [];

    /// <summary>Finds the cache where the environment says it is.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static HubCache FromEnvironment(Func<string, string?> variable)
    {
        if (variable("HF_HUB_CACHE") is { Length: > 0 } cache)
            return new HubCache(cache);
        return new HubCache(Path.Combine(HomeFolder(variable), "hub"));
    }

    /// <summary>Gets the folder of all that concerns the hub, which also holds the access token.</summary>
    public static string HomeFolder(Func<string, string?> variable)
    {
        if (variable("HF_HOME") is { Length: > 0 } home)
            return home;
        var caches = variable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(caches, "huggingface");
    }

    /// <summary>Gets a repository, whether it is in the cache or not.</summary>
    public HubRepository Repository(string name) =>
        new(name, Path.Combine(folder, Prefix + name.Replace("/", Separator, StringComparison.Ordinal)));

    /// <summary>Finds the first file of a model.</summary>
    /// <exception cref="ModelNotFoundException">It is not in the cache, not completely, or several are meant.</exception>
    public string Find(HubModel model)
    {
        var found = Repository(model.Repository).Models.Where(files => files.Matches(model.Quantisation)).ToList();
        if (found.Count > 1)
            throw new ModelNotFoundException(
                $"{model}",
                $"Several models of {model.Repository} are here; add the quantisation of one: {string.Join(", ", found.Select(files => files.Name))}.");
        return found is [{ IsComplete: true } files]
            ? files.Paths[0]
            : throw new ModelNotFoundException(
                $"{model}", $"{model} is not on this machine{(found.Count > 0 ? " completely" : string.Empty)}; get it with: step35 pull {model}");
    }

    private static string NameOf(string path) =>
        Path.GetFileName(path)[Prefix.Length..].Replace(Separator, "/", StringComparison.Ordinal);
}
