using System.IO.Enumeration;
using System.Text;
using Step35.Native.Files;
using Step35.Plugins.Files.Ignoring;

namespace Step35.Plugins.Files;

/// <summary>Walks folders in the order of their names, past what .gitignore files ignore, and follows no links.</summary>
internal sealed class FolderWalk(Workspace workspace)
{
    private const int MaxDepth = 64;
    private const int MaxNames = 200_000;
    private const int MaxIgnoreBytes = 256 << 10;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Lists what a folder holds, each folder before what is in it, so many levels deep.</summary>
    public IEnumerable<WalkedFile> Walk(string folder, int levels = MaxDepth)
    {
        var path = workspace.Normalize(folder);
        using var entry = workspace.OpenFolder(path);
        foreach (var file in Walk(entry, Prefix(path), ScopeAround(path), (0, Math.Min(levels, MaxDepth))))
            yield return file;
    }

    private IEnumerable<WalkedFile> Walk(WorkspaceEntry folder, string prefix, IgnoreScope outer, (int Depth, int Levels) at)
    {
        var names = List(folder);
        var scope = names.Exists(name => name.Name == IgnoreScope.FileName) ? Read(outer, prefix) : outer;
        foreach (var (name, isFolder) in names)
        {
            var path = prefix + name;
            if (scope.Ignores(path, isFolder))
                continue;
            yield return new(path, at.Depth, isFolder);
            if (!isFolder || at.Depth + 1 == at.Levels)
                continue;
            foreach (var file in Enter(folder, path, scope, (at.Depth + 1, at.Levels)))
                yield return file;
        }
    }

    private IEnumerable<WalkedFile> Enter(WorkspaceEntry outer, string path, IgnoreScope scope, (int Depth, int Levels) at)
    {
        using var folder = outer.TryOpenChild(path[(path.LastIndexOf('/') + 1)..]);
        if (folder?.Status.Kind is not FileKind.Folder)
            yield break;
        foreach (var file in Walk(folder, path + '/', scope, at))
            yield return file;
    }

    private static List<(string Name, bool IsFolder)> List(WorkspaceEntry folder)
    {
        try
        {
            var names = new FileSystemEnumerable<(string Name, bool IsFolder)>(
                folder.AccessPath, static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), Everything)
                .Take(MaxNames).ToList();
            names.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return names;
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The files of the folders above count, too.
    private IgnoreScope ScopeAround(string path)
    {
        var scope = new IgnoreScope(null, "", []);
        var above = "";
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            scope = Read(scope, above);
            above += name + '/';
        }

        return scope;
    }

    private IgnoreScope Read(IgnoreScope outer, string prefix)
    {
        try
        {
            using var file = workspace.OpenFile(prefix + IgnoreScope.FileName);
            var text = Encoding.UTF8.GetString(BoundedStream.ReadAll(file, MaxIgnoreBytes) ?? []);
            return IgnoreScope.Parse(outer, prefix, text);
        }
        catch (Exception exception) when (exception is ToolException or IOException or UnauthorizedAccessException)
        {
            return outer;
        }
    }

    private static string Prefix(string path) => path.Length == 0 ? "" : path + '/';
}
