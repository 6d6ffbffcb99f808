using ModelContextProtocol.Protocol;

namespace Step35.SK.Mcp;

/// <summary>Writes a tool's result as text: the model reads nothing else.</summary>
internal static class McpResultText
{
    public static string Of(CallToolResult result)
    {
        var text = result.Content.Count > 0 ? string.Join('\n', result.Content.Select(Of)) : result.StructuredContent?.ToString() ?? "";
        return result.IsError is true ? $"Error: {text}" : text;
    }

    private static string Of(ContentBlock block) => block switch
    {
        TextContentBlock text => text.Text,
        EmbeddedResourceBlock { Resource: TextResourceContents resource } => resource.Text,
        EmbeddedResourceBlock resource => $"[data: {resource.Resource.Uri}]",
        ResourceLinkBlock link => $"[link: {link.Name} {link.Uri}]",
        _ => $"[{block.Type}: not shown, because the model reads text only]",
    };
}
