using System.Globalization;
using Microsoft.SemanticKernel;
using Step35.Plugins.Shell;

namespace Step35.Cli.Chatting.Tools;

/// <summary>A ready plugin as the command line names it: <c>clock</c>, <c>files=FOLDER</c>.</summary>
/// <param name="Name">The plugin.</param>
/// <param name="Value">What it works on; empty takes the plugin's default.</param>
internal sealed record PluginReference(string Name, string Value)
{
    private const string Git = "git";
    private const string Http = "http";

    private static readonly Dictionary<string, (string Usage, Action<IKernelBuilderPlugins, string> Add)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["calculator"] = ("calculator", (plugins, _) => plugins.AddStep35Calculator()),
        ["clock"] = ("clock", (plugins, _) => plugins.AddStep35Clock()),
        ["files"] = ("files[=FOLDER]", (plugins, folder) => plugins.AddStep35Files(FolderOf(folder))),
        [Git] = ("git[=FOLDER]", (plugins, folder) => plugins.AddStep35Git(FolderOf(folder), options => options.AllowLinkedWorkTree = true)),
        [Http] = ("http=HOST,HOST", (plugins, hosts) => plugins.AddStep35Http(options => AddAll(options.AllowedHosts, Split(hosts)))),
        ["notes"] = ("notes=FILE", (plugins, file) => plugins.AddStep35Notes(file)),
        ["shell"] = ("shell=COMMAND,COMMAND", (plugins, commands) =>
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
        return Name.ToLowerInvariant() switch
        {
            Http when Split(Value).FirstOrDefault(host => !IsHost(host)) is { } wrong =>
                $"'{wrong}' is no host; write such as example.org, *.example.org or example.org:8080.",
            // Of its functions, not one could do anything elsewhere.
            Git when !Path.Exists(Path.Combine(FolderOf(Value), ".git")) =>
                $"'{FolderOf(Value)}' is no git work tree; name its top folder as git=FOLDER.",
            _ => null,
        };
    }

    public void AddTo(IKernelBuilderPlugins plugins) => Known[Name].Add(plugins, Value);

    private bool FitsUsage(string usage) => Split(Value).Length > 0
        ? usage.Contains('=', StringComparison.Ordinal)
        : !usage.Contains('=', StringComparison.Ordinal) || usage.Contains('[', StringComparison.Ordinal);

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
}
