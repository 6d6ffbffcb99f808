using System.Text;

namespace Step35.Plugins.Files;

/// <summary>Shows files and folders as an indented list.</summary>
internal static class FileTree
{
    public static string Show(IEnumerable<WalkedFile> files, int maxShown, CancellationToken cancellationToken)
    {
        var tree = new StringBuilder();
        var shown = 0;
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (shown++ == maxShown)
                return tree.Append($"(More than {maxShown} files; list a folder of these, or less deep.)").ToString();
            var name = file.Path.AsSpan(file.Path.LastIndexOf('/') + 1);
            tree.Append(' ', 2 * file.Depth).Append(name).Append(file.IsFolder ? "/\n" : "\n");
        }

        return shown == 0 ? "(The folder is empty.)" : tree.ToString().TrimEnd('\n');
    }
}
