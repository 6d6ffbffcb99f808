using System.Buffers;
using System.Runtime.ExceptionServices;
using Step35.Plugins.Patterns;

namespace Step35.Plugins.Files.Searching;

/// <summary>Searches the text files of a folder with all processors; the order of the matches is that of the files.</summary>
internal sealed class TextSearch(Workspace workspace, FilesOptions options)
{
    public string Find(ILineFinder finder, string folder, string files, CancellationToken cancellationToken)
    {
        var matches = Find(finder, Files(folder, files), cancellationToken);
        var shown = string.Join('\n', matches.Take(options.MaxMatches));
        return matches.Count switch
        {
            0 => "Nothing was found.",
            _ when matches.Count > options.MaxMatches => $"{shown}\n(More than {options.MaxMatches} lines; search for less.)",
            _ => shown,
        };
    }

    private List<TextMatch> Find(ILineFinder finder, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        try
        {
            return
            [
                .. files.AsParallel().AsOrdered().WithCancellation(cancellationToken).WithMergeOptions(ParallelMergeOptions.NotBuffered)
                    .SelectMany(path => FindIn(path, finder))
                    .Take(options.MaxMatches + 1),
            ];
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
            throw;
        }
    }

    private IEnumerable<string> Files(string folder, string files)
    {
        var pattern = files.Contains('/', StringComparison.Ordinal) ? new PathPattern(files) : null;
        return new FolderWalk(workspace).Walk(folder)
            .Where(file => !file.IsFolder && (pattern?.Fits(file.Path) ?? Wildcard.Fits(files, Path.GetFileName(file.Path.AsSpan()))))
            .Select(file => file.Path);
    }

    private List<TextMatch> FindIn(string path, ILineFinder finder)
    {
        var matches = new List<TextMatch>();
        try
        {
            using var file = workspace.OpenFile(path);
            if (file.Length > 0 && file.Length <= options.MaxFileBytes)
                FindIn(path, file, finder, matches);
        }
        catch (Exception exception) when (exception is ToolException or IOException or UnauthorizedAccessException)
        {
            // Links, pipes and what this user may not read hold nothing that could be shown.
        }

        return matches;
    }

    private void FindIn(string path, Stream file, ILineFinder finder, List<TextMatch> matches)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)file.Length);
        try
        {
            var content = buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            if (!TextProbe.IsBinary(content))
                finder.Find(path, content, options.MaxMatches + 1, matches);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
