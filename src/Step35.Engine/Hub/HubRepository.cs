using Step35.Engine.Model;

namespace Step35.Engine.Hub;

/// <summary>A repository of a hub in the local cache.</summary>
/// <param name="Name">Its name, as <c>OWNER/NAME</c>.</param>
/// <param name="Folder">Its folder, which need not exist.</param>
internal sealed record HubRepository(string Name, string Folder)
{
    /// <summary>Gets the folder of the files' contents, named by what is in them.</summary>
    public string BlobFolder => Path.Combine(Folder, "blobs");

    /// <summary>Gets the folder of the snapshots, one for each commit.</summary>
    public string SnapshotFolder => Path.Combine(Folder, "snapshots");

    /// <summary>Gets the models of the newest snapshot.</summary>
    public IReadOnlyList<ModelFiles> Models => FindSnapshot() is { } snapshot
        ? ModelFiles.Group(ModelFolder.Files(snapshot, SearchOption.AllDirectories).Where(File.Exists))
        : [];

    /// <summary>Gets the file that names the commit of a revision.</summary>
    public string RefPath(string revision) => Path.Combine(Folder, "refs", revision);

    /// <summary>Gets the path of a file as a commit has it.</summary>
    public string SnapshotPath(string commit, string file) => Path.Combine(SnapshotFolder, commit, file);

    // What the main branch was when somebody last looked; else whatever there is, the newest first.
    private string? FindSnapshot()
    {
        if (File.Exists(RefPath("main")) && Path.Combine(SnapshotFolder, File.ReadAllText(RefPath("main")).Trim()) is var main && Directory.Exists(main))
            return main;
        return Directory.Exists(SnapshotFolder) ? ModelFolder.Folders(SnapshotFolder).MaxBy(Directory.GetLastWriteTimeUtc) : null;
    }
}
