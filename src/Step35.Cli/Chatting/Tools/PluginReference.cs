using System.Globalization;
using Microsoft.SemanticKernel;
using Step35.Plugins.Shell;

namespace Step35.Cli.Chatting.Tools;

/// <summary>A ready plugin as the command line names it: <c>clock</c>, <c>files=FOLDER</c>.</summary>
/// <param name="Name">The plugin.</param>
/// <param name="Value">What it works on; empty takes the plugin's default.</param>
internal sealed record PluginReference(string Name, string Value)
{
    private static readonly Dictionary<string, KnownPlugin> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["calculator"] = new("calculator", (plugins, _) => plugins.AddStep35Calculator()),
        ["clock"] = new("clock", (plugins, _) => plugins.AddStep35Clock()),
        ["files"] = new("files[=FOLDER]", (plugins, folder) => plugins.AddStep35Files(FolderOf(folder))),
        ["git"] = new(
            "git[=FOLDER]",
            (plugins, folder) => plugins.AddStep35Git(FolderOf(folder), options => options.AllowLinkedWorkTree = true),
            FindWorkTreeError),
        ["http"] = new(
            "http=HOST,HOST",
            (plugins, hosts) => plugins.AddStep35Http(options => AddAll(options.AllowedHosts, Split(hosts))),
            FindHostError),
        ["notes"] = new("notes=FILE", (plugins, file) => plugins.AddStep35Notes(file)),
        ["shell"] = new("shell=COMMAND,COMMAND", (plugins, commands) =>
            plugins.AddStep35Shell(FolderOf(string.Empty), options => AddAll(options.Programs, Split(commands).Select(AllowedProgram.Parse)))),
    };

    /// <summary>Gets how the plugins are written.</summary>
    public static string Usages => string.Join(", ", Known.Values.Select(plugin => plugin.Usage));

    public static PluginReference Parse(string text)
    {
        var parts = text.Split('=', 2);
        return new(parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : string.Empty);
    }

    /// <summary>Says what is wrong with it.</summary>
    /// <returns>Null where nothing is.</returns>
    public string? FindError()
    {
        if (!Known.TryGetValue(Name, out var plugin))
            return $"There is no plugin '{Name}'; there are {Usages}.";
        if (!FitsUsage(plugin.Usage))
            return $"Write {plugin.Usage}.";
        return plugin.FindError?.Invoke(Value);
    }

    public void AddTo(IKernelBuilderPlugins plugins) => Known[Name].Add(plugins, Value);

    private bool FitsUsage(string usage) => Split(Value).Length > 0
        ? usage.Contains('=', StringComparison.Ordinal)
        : !usage.Contains('=', StringComparison.Ordinal) || usage.Contains('[', StringComparison.Ordinal);

    // Of its functions, not one could do anything elsewhere.
    private static string? FindWorkTreeError(string folder) => Path.Exists(Path.Combine(FolderOf(folder), ".git"))
        ? null
        : $"'{FolderOf(folder)}' is no git work tree; name its top folder as git=FOLDER.";

    private static string? FindHostError(string hosts) => Split(hosts).FirstOrDefault(host => !IsHost(host)) is { } wrong
        ? $"'{wrong}' is no host; write such as example.org, *.example.org or example.org:8080."
        : null;

    private static bool IsHost(string text) => text.Split(':', 2) is [var name, .. var port]
        && Uri.CheckHostName(name.Replace('*', 'x')) is UriHostNameType.Dns or UriHostNameType.IPv4
        && port.All(number => ushort.TryParse(number, CultureInfo.InvariantCulture, out _));

    private static string FolderOf(string folder) => folder.Length > 0 ? folder : Environment.CurrentDirectory;

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void AddAll<T>(IList<T> list, IEnumerable<T> items)
    {
        foreach (var item in items)
            list.Add(item);
    }

    /// <summary>A plugin that the command line knows.</summary>
    /// <param name="Usage">How it is written.</param>
    /// <param name="Add">Adds it, with what it works on.</param>
    /// <param name="FindError">Says what is wrong with what it works on; null where nothing can be.</param>
    private sealed record KnownPlugin(string Usage, Action<IKernelBuilderPlugins, string> Add, Func<string, string?>? FindError = null);
}
