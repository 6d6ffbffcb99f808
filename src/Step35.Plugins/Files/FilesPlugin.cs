using System.ComponentModel;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.Plugins.Files.Searching;

namespace Step35.Plugins.Files;

/// <summary>Lets a model list, read, search, write and edit the files of one folder, its workspace.</summary>
/// <remarks>Safe for concurrent calls. What cannot be done comes back as a text that begins with "Error:".</remarks>
[Permission(Permissions.Read)]
public sealed class FilesPlugin : IToolPreview
{
    private readonly FilesOptions _options;
    private readonly Workspace _workspace;

    /// <summary>Initializes the plugin.</summary>
    /// <param name="root">The workspace; it must exist.</param>
    /// <param name="options">The limits; null takes the defaults.</param>
    public FilesPlugin(string root, FilesOptions? options = null)
    {
        _options = options ?? new();
        _workspace = new(root, _options.AllowHardLinks);
    }

    /// <summary>Reads lines of a text file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="startLine">The first line, from 1.</param>
    /// <param name="lineCount">The most lines; 0 for as many as fit.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The lines, and how to go on where more follow.</returns>
    [KernelFunction("read_file")]
    [Description("Reads a text file.")]
    public string ReadFile(
        [Description("The path of the file.")] string path,
        [Description("The first line to read, from 1.")] int startLine = 1,
        [Description("How many lines to read; 0 for as many as fit.")] int lineCount = 0,
        CancellationToken cancellationToken = default) => ToolAnswer.Of(() =>
    {
        using var file = _workspace.OpenFile(path);
        if (TextProbe.IsBinary(file))
            return $"'{path}' is a binary file of {file.Length} bytes.";
        using var reader = new StreamReader(file);
        var lines = new LineReader(reader, _options.MaxLineCharacters);
        return TextRange.Read(lines, Math.Max(startLine, 1), lineCount <= 0 ? int.MaxValue : lineCount, _options.MaxReadCharacters, cancellationToken);
    });

    /// <summary>Lists the files of a folder as a tree.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="depth">How many levels of folders.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The tree, without what .gitignore files ignore.</returns>
    [KernelFunction("list_files")]
    [Description("Lists the files in a folder.")]
    public string ListFiles(
        [Description("The path of the folder.")] string folder = ".",
        [Description("How many levels of folders to list.")] int depth = 3,
        CancellationToken cancellationToken = default) => ToolAnswer.Of(() =>
        FileTree.Show(new FolderWalk(_workspace).Walk(folder, Math.Max(depth, 1)), _options.MaxListed, cancellationToken));

    /// <summary>Searches the text files of a folder.</summary>
    /// <param name="query">The text.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="files">A pattern of the files.</param>
    /// <param name="isRegex">Whether the text is a regular expression.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The lines that hold the text, as <c>path:line: text</c>.</returns>
    [KernelFunction("search_text")]
    [Description("Searches files for a text.")]
    public string SearchText(
        [Description("The text to search for.")] string query,
        [Description("The path of the folder.")] string folder = ".",
        [Description("Which files: a pattern such as *.cs or src/**/*.md.")] string files = "*",
        [Description("Whether the text is a regular expression.")] bool isRegex = false,
        CancellationToken cancellationToken = default) => ToolAnswer.Of(() =>
        query.Length == 0
            ? throw new ToolException("the text to search for is empty.")
            : new TextSearch(_workspace, _options).Find(
                isRegex ? new RegexFinder(query, cancellationToken) : new LiteralFinder(query), folder, files, cancellationToken));

    /// <summary>Writes a text file as a whole; missing folders are made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new text.</param>
    /// <returns>What was written.</returns>
    [KernelFunction("write_file")]
    [Description("Writes text to a file.")]
    [Permission(Permissions.Write, "path")]
    public string WriteFile(
        [Description("The path of the file.")] string path, [Description("The text to write.")] string content) => ToolAnswer.Of(() =>
    {
        Write(path, new TextFile(content, HasMark: false));
        return $"Wrote {content.Length} characters to {_workspace.Normalize(path)}.";
    });

    /// <summary>Replaces one place of a text file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="oldText">The text that stands there, exactly.</param>
    /// <param name="newText">The text that takes its place.</param>
    /// <returns>The change as a unified diff.</returns>
    [KernelFunction("edit_file")]
    [Description("Replaces a text in a file. The old text must stand in the file exactly once.")]
    [Permission(Permissions.Read | Permissions.Write, "path")]
    public string EditFile(
        [Description("The path of the file.")] string path,
        [Description("The text to replace, exactly as it stands in the file.")] string oldText,
        [Description("The text to put in its place.")] string newText) => ToolAnswer.Of(() =>
    {
        var before = Read(path);
        var after = before.Replace(oldText, newText);
        Write(path, after);
        return TextDiff.Between(_workspace.Normalize(path), before.Text, after.Text);
    });

    /// <inheritdoc/>
    public ValueTask<string?> PreviewAsync(ToolCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new(call.GetText("path") is { } path ? Preview(call, path) : null);
    }

    private string? Preview(ToolCall call, string path) => call.Name[(call.Name.LastIndexOfAny(['.', '-']) + 1)..] switch
    {
        "write_file" => ToolAnswer.Of(() => TextDiff.Between(path, ReadOrNothing(path), call.GetText("content") ?? "")),
        "edit_file" => ToolAnswer.Of(() =>
        {
            var before = Read(path);
            return TextDiff.Between(path, before.Text, before.Replace(call.GetText("oldText") ?? "", call.GetText("newText") ?? "").Text);
        }),
        _ => null,
    };

    private TextFile Read(string path) => TextFile.Read(_workspace, path, _options.MaxFileBytes);

    private string ReadOrNothing(string path)
    {
        try
        {
            return Read(path).Text;
        }
        catch (ToolException)
        {
            return "";
        }
    }

    private void Write(string path, TextFile file)
    {
        var content = file.ToBytes();
        if (content.Length > _options.MaxFileBytes)
            throw new ToolException($"the text is longer than {_options.MaxFileBytes} bytes.");
        using var folder = _workspace.OpenFolderOf(path, out var name);
        AtomicFile.Replace(folder, name, content);
    }
}
