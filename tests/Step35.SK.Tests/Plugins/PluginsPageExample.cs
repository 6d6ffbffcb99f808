using System.ComponentModel;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.AI.Tools.Approval;
using Step35.AI.Tools.Auditing;
using Step35.SK.Mcp;

namespace Step35.SK.Tests.Plugins;

/// <summary>What docs/plugins.md shows, between the lines that begin and end a part.</summary>
internal static class PluginsPageExample
{
    public static void AddGate(IKernelBuilder builder)
    {
        // begin gate
        builder.AddStep35Plugins(options =>
        {
            options.Approver = new ConsoleApprover();
            options.Network = ApprovalPolicy.Never;
            options.AllowList.Add(new("Journal.add_entry") { Arguments = new Dictionary<string, string> { ["topic"] = "work/*" } });
            options.Functions["Journal.read_all"] = new() { MaxResultCharacters = 4_000 };
            options.AuditLog = new JsonLinesAuditLog("calls.jsonl");
        });
        builder.Plugins.AddFromType<JournalPlugin>("Journal");
        // end gate
    }

    public static async Task AddServersAsync(Kernel kernel)
    {
        // begin servers
        await using var files = await kernel.AddStep35McpServerAsync(
            McpServerSettings.ForProgram("Everything", "npx", "-y", "@modelcontextprotocol/server-everything"));
        await using var search = await kernel.AddStep35McpServerAsync(
            McpServerSettings.ForHttp("Search", new("https://search.example/mcp"), Permissions.Read | Permissions.Network));
        // end servers
    }

    // begin plugin
    [Permission(Permissions.Read)]
    public sealed class JournalPlugin
    {
        [KernelFunction("read_all")]
        [Description("Reads the whole journal.")]
        public static string ReadAll() => File.ReadAllText("journal.txt");

        [KernelFunction("add_entry")]
        [Description("Adds an entry to the journal.")]
        [Permission(Permissions.Write, "topic")]
        public static void AddEntry(string topic, string text) => File.AppendAllText("journal.txt", $"{topic}: {text}\n");
    }
    // end plugin
}
