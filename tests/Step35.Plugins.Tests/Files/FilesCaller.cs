using Step35.Plugins.Files;

namespace Step35.Plugins.Tests.Files;

/// <summary>Calls the plugin's functions with the running test's token.</summary>
internal sealed class FilesCaller(string root, FilesOptions? options = null)
{
    public FilesPlugin Plugin { get; } = new(root, options);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string ReadFile(string path, int startLine = 1, int lineCount = 0) => Plugin.ReadFile(path, startLine, lineCount, Token);

    public string ListFiles(string folder = ".", int depth = 3) => Plugin.ListFiles(folder, depth, Token);

    public string SearchText(string query, string folder = ".", string files = "*", bool isRegex = false) =>
        Plugin.SearchText(query, folder, files, isRegex, Token);

    public string WriteFile(string path, string content) => Plugin.WriteFile(path, content);

    public string EditFile(string path, string oldText, string newText) => Plugin.EditFile(path, oldText, newText);
}
