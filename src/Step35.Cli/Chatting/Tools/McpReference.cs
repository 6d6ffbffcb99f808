using System.CommandLine.Parsing;
using Step35.SK.Mcp;

namespace Step35.Cli.Chatting.Tools;

/// <summary>A server of the Model Context Protocol as the command line names it: an address, or a command.</summary>
internal static class McpReference
{
    public static bool IsWellFormed(string text) => !string.IsNullOrWhiteSpace(CommandLineParser.SplitCommandLine(text).FirstOrDefault());

    /// <summary>Reads a reference.</summary>
    /// <param name="text">The address or the command.</param>
    /// <param name="index">Which of the chat's servers it is; their plugins' names tell them apart.</param>
    public static McpServerSettings Parse(string text, int index)
    {
        var name = index == 0 ? "Mcp" : $"Mcp{index + 1}";
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return McpServerSettings.ForHttp(name, address);
        string[] words = [.. CommandLineParser.SplitCommandLine(text)];
        return McpServerSettings.ForProgram(name, words[0], words[1..]);
    }
}
