using ModelContextProtocol.Protocol;
using Step35.AI.Tools;

namespace Step35.SK.Mcp;

/// <summary>What a server's tool needs, by what the user granted and what the server says about the tool.</summary>
/// <remarks>What the server says can only take away: from what the tool may do unasked, or the tool itself.</remarks>
internal static class McpToolNeeds
{
    /// <summary>Whether the tool claims no more than was granted.</summary>
    public static bool IsWithin(ToolAnnotations? claims, Permissions? granted) => granted is not { } most || (
        (most.HasFlag(Permissions.Write) || !ClaimsToWrite(claims))
        && (most.HasFlag(Permissions.Network) || claims?.OpenWorldHint is not true));

    /// <summary>What is granted less what the tool rules out; null where nothing was granted.</summary>
    public static PermissionAttribute? Of(ToolAnnotations? claims, Permissions? granted)
    {
        if (granted is not { } needs)
            return null;
        if (claims?.ReadOnlyHint is true && !ClaimsToWrite(claims))
            needs &= ~(Permissions.Write | Permissions.Execute);
        if (claims?.OpenWorldHint is false)
            needs &= ~Permissions.Network;
        return new(needs);
    }

    private static bool ClaimsToWrite(ToolAnnotations? claims) => claims?.ReadOnlyHint is false || claims?.DestructiveHint is true;
}
