using System.Text.RegularExpressions;

namespace Step35.SK.Mcp;

/// <summary>Gives the tools of a server names that a kernel takes, each once.</summary>
internal sealed partial class McpToolNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string toolName)
    {
        var plain = Unfit().Replace(toolName, "_");
        var name = plain;
        for (var number = 2; !_taken.Add(name); number++)
            name = $"{plain}_{number}";
        return name;
    }

    [GeneratedRegex("[^0-9A-Za-z_]")]
    private static partial Regex Unfit();
}
