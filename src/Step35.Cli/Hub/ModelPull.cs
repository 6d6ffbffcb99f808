using Step35.Engine.Hub;
using Step35.Engine.Model;

namespace Step35.Cli.Hub;

/// <summary>Downloads a model into the cache: all its files at once, none of them twice.</summary>
/// <param name="parts">What the downloads share.</param>
/// <param name="cache">Where they go.</param>
/// <param name="parallelism">How many files are downloaded at the same time.</param>
internal sealed class ModelPull(DownloadParts parts, HubCache cache, int parallelism)
{
    public async Task<PullResult> RunAsync(HubModel model, string revisionName, CancellationToken cancellationToken)
    {
        var repository = cache.Repository(model.Repository);
        var (revision, files) = await parts.Retries.ExecuteAsync(async token => await FindAsync(model, revisionName, token), cancellationToken);
        Directory.CreateDirectory(repository.BlobFolder);
        var missing = files.Where(file => !IsPresent(repository, revision, file)).ToList();
        RequireRoom(repository, missing);

        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, options, async (file, token) =>
        {
            await using var download = new BlobDownload(parts, revision, file, BlobPath(repository, file));
            await download.RunAsync(token);
        });
        foreach (var file in files)
            Link(repository, revision, file);
        WriteRef(repository, revisionName, revision);
        return new PullResult(
            $"hf:{model}", revision.Commit, repository.SnapshotPath(revision.Commit, files[0].Path), files.Count, files.Sum(file => file.Size));
    }

    private static string BlobPath(HubRepository repository, HubFile file) => Path.Combine(repository.BlobFolder, file.BlobName);

    private async Task<(HubRevision Revision, IReadOnlyList<HubFile> Files)> FindAsync(
        HubModel model, string revisionName, CancellationToken cancellationToken)
    {
        var revision = await parts.Client.FindRevisionAsync(model.Repository, revisionName, cancellationToken);
        var files = await parts.Client.ListFilesAsync(revision, cancellationToken);
        return (revision, Choose(model, files));
    }

    private static List<HubFile> Choose(HubModel model, IReadOnlyList<HubFile> files)
    {
        var models = ModelFiles.Group(files.Select(file => file.Path));
        var matching = models.Where(found => found.Matches(model.Quantisation)).ToList();
        if (matching is [{ IsComplete: true } chosen])
            return [.. chosen.Paths.Select(path => files.First(file => file.Path == path))];
        throw new HubException((models.Count, matching.Count) switch
        {
            (0, _) => $"{model.Repository} holds no GGUF file; name a repository that does.",
            (_, 1) => $"{model} lacks some of its files on the hub; take another one.",
            _ => $"{model} {(matching.Count == 0 ? "is none" : "may be any")} of the repository's models; add the quantisation of one: "
                + string.Join(", ", models.Select(found => found.Quantisation ?? found.Name)) + ".",
        });
    }

    private bool IsPresent(HubRepository repository, HubRevision revision, HubFile file)
    {
        var isPresent = IsWhole(BlobPath(repository, file)) || IsWhole(repository.SnapshotPath(revision.Commit, file.Path));
        parts.Progress.Start(file, isPresent ? file.Size : LengthOf(BlobDownload.PartPath(BlobPath(repository, file))));
        return isPresent;

        // Only what was checked has its final name.
        bool IsWhole(string path) => LengthOf(path) == file.Size;
    }

    private static long LengthOf(string path) => File.Exists(path) ? CachedModel.FollowLink(path).Length : 0;

    private void RequireRoom(HubRepository repository, List<HubFile> missing)
    {
        var needed = missing.Sum(file => file.Size - LengthOf(BlobDownload.PartPath(BlobPath(repository, file))));
        var free = parts.Disk.CountFreeBytes(repository.BlobFolder);
        if (needed > free)
            throw new HubException(
                $"{ByteText.Of(needed)} are still to come and {ByteText.Of(free)} are free; make room for {ByteText.Of(needed - free)}, "
                + "or set HF_HOME to a folder on another disk.");
    }

    private void Link(HubRepository repository, HubRevision revision, HubFile file)
    {
        var (link, blob) = (repository.SnapshotPath(revision.Commit, file.Path), BlobPath(repository, file));
        if (File.Exists(link) || !File.Exists(blob))
            return;
        var folder = Path.GetDirectoryName(link)!;
        Directory.CreateDirectory(folder);
        // A link to a blob that is gone is in the way.
        File.Delete(link);
        if (!parts.Disk.TryLink(link, Path.GetRelativePath(folder, blob)))
            File.Move(blob, link);
    }

    private static void WriteRef(HubRepository repository, string revisionName, HubRevision revision)
    {
        if (revisionName == revision.Commit)
            return;
        var path = repository.RefPath(revisionName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, revision.Commit);
    }
}
