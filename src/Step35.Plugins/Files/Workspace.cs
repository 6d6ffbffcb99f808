using System.Text;
using Step35.Native.Files;

namespace Step35.Plugins.Files;

/// <summary>A folder that its files and folders are reached in, and nothing outside of it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Workspace
{
    private readonly bool _allowHardLinks;

    public Workspace(string root, bool allowHardLinks = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!Directory.Exists(Root))
            throw new DirectoryNotFoundException($"The workspace '{Root}' does not exist; create the folder first.");
        _allowHardLinks = allowHardLinks;
    }

    public string Root { get; }

    /// <summary>Names a path as it counts here, from the root.</summary>
    public string Normalize(string path) => string.Join('/', WorkspacePath.Split(Root, path));

    /// <summary>Tells whether a path of the workspace is a link or leads through one.</summary>
    public bool HoldsLink(string path)
    {
        try
        {
            using var entry = Reach(WorkspacePath.Split(Root, path), create: false);
            return entry.Status.Kind is FileKind.Link;
        }
        catch (Exception exception) when (exception is ToolException or IOException)
        {
            // It is no path of the workspace at all.
            return false;
        }
    }

    public WorkspaceEntry OpenFolder(string path) => OpenFolder(WorkspacePath.Split(Root, path), create: false);

    /// <summary>Opens an ordinary file for reading.</summary>
    /// <remarks>What has no length is not opened: it is empty, or what only looks like a file and might wait or never end.</remarks>
    public Stream OpenFile(string path)
    {
        using var entry = Open(WorkspacePath.Split(Root, path), create: false);
        return entry.Status.Kind switch
        {
            FileKind.Folder => throw new ToolException($"'{path}' is a folder; list it instead."),
            FileKind.Other => throw new ToolException($"'{path}' is a pipe, a device or a socket; it is not read."),
            _ when entry.Status.Names > 1 && !_allowHardLinks => throw new ToolException(
                $"'{path}' has {entry.Status.Names} names (hard links), and another may lie outside the workspace."),
            _ when entry.Status.LengthBytes == 0 => Stream.Null,
            // Whoever reads it brings a buffer.
            _ => new FileStream(entry.AccessPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0),
        };
    }

    /// <summary>Opens the folder that a file lies or will lie in, made where it is missing, and gives the file's own name.</summary>
    /// <exception cref="ToolException">The path leads into git's own folder, from which git runs programs.</exception>
    public WorkspaceEntry OpenFolderOf(string path, out string name)
    {
        var names = WorkspacePath.Split(Root, path);
        if (names.Length == 0)
            throw new ToolException("give the name of a file.");
        if (names.Any(IsOfGit))
            throw new ToolException("files of git itself are not written.");
        name = names[^1];
        return OpenFolder(names[..^1], create: true);
    }

    // Case and the old short names do not matter to some file systems.
    private static bool IsOfGit(string name) => name.TrimEnd('.', ' ').Equals(".git", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("git~", StringComparison.OrdinalIgnoreCase);

    private WorkspaceEntry OpenFolder(string[] names, bool create)
    {
        var entry = Open(names, create);
        if (entry.Status.Kind is FileKind.Folder)
            return entry;
        entry.Dispose();
        throw new ToolException($"'{string.Join('/', names)}' is not a folder.");
    }

    private WorkspaceEntry Open(string[] names, bool create)
    {
        var entry = Reach(names, create);
        if (entry.Status.Kind is not FileKind.Link)
            return entry;
        entry.Dispose();
        throw new ToolException($"'{string.Join('/', names)}' leads through a link, and links are not followed; use the path that it leads to.");
    }

    // Goes to the end of the path, or to the first link on it.
    private WorkspaceEntry Reach(string[] names, bool create)
    {
        var entry = WorkspaceEntry.OpenRoot(Root);
        foreach (var name in names)
        {
            if (entry.Status.Kind is FileKind.Link)
                break;
            using var folder = entry;
            entry = Step(folder, name, create);
        }

        return entry;
    }

    private static WorkspaceEntry Step(WorkspaceEntry folder, string name, bool create)
    {
        if (Encoding.UTF8.GetByteCount(name) > 255)
            throw new ToolException("a name is longer than 255 bytes.");
        if (create && folder.Status.Kind is FileKind.Folder)
            Directory.CreateDirectory(Path.Combine(folder.AccessPath, name));
        return folder.TryOpenChild(name) ?? throw new ToolException($"there is no '{name}'; list the folder to see what is there.");
    }
}
