using Step35.Native.Files;

namespace Step35.Plugins.Files;

/// <summary>A file or folder of the workspace that was reached name by name, without following a link.</summary>
/// <remarks>
/// On Linux it is held: whatever happens to the names, <see cref="AccessPath"/> leads to the very file whose status was checked. Elsewhere
/// the names are checked one after the other, and who can change them at the same moment can still slip a link in.
/// </remarks>
internal sealed class WorkspaceEntry : IDisposable
{
    private readonly PinnedFile? _pin;

    private WorkspaceEntry(PinnedFile pin)
    {
        _pin = pin;
        AccessPath = pin.AccessPath;
        Status = pin.ReadStatus();
    }

    private WorkspaceEntry(string path)
    {
        AccessPath = path;
        Status = ReadStatus(path);
    }

    public string AccessPath { get; }

    public FileStatus Status { get; }

    public static WorkspaceEntry OpenRoot(string root) => PinnedFile.IsSupported ? new(PinnedFile.Pin(root)) : new(root);

    public WorkspaceEntry OpenChild(string name) => _pin is null ? new(Path.Combine(AccessPath, name)) : new(_pin.PinChild(name));

    /// <summary>Opens what a name stands for; null where there is nothing.</summary>
    public WorkspaceEntry? TryOpenChild(string name)
    {
        try
        {
            return OpenChild(name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Dispose() => _pin?.Dispose();

    // Pipes and devices cannot be told from empty files here.
    private static FileStatus ReadStatus(string path)
    {
        var file = new FileInfo(path);
        if (file.Attributes == (FileAttributes)(-1))
            throw new FileNotFoundException(null, path);
        if (file.Attributes.HasFlag(FileAttributes.ReparsePoint))
            return new(FileKind.Link, 1, 0);
        if (file.Attributes.HasFlag(FileAttributes.Directory))
            return new(FileKind.Folder, 1, 0);
        return new(FileKind.File, 1, file.Length);
    }
}
