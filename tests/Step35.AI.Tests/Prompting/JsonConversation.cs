using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.Tests.Prompting;

/// <summary>Reads conversations and functions in the form that chat templates take.</summary>
internal static class JsonConversation
{
    /// <summary>One chat message for each message of the template.</summary>
    public static IReadOnlyList<ChatMessage> ReadMessages(JsonElement json) => [.. json.GetProperty("messages").EnumerateArray().Select(ReadMessage)];

    public static IReadOnlyList<AIFunctionDeclaration> ReadTools(JsonElement json) => [.. json.GetProperty("tools").EnumerateArray().Select(ReadTool)];

    private static ChatMessage ReadMessage(JsonElement json)
    {
        var role = new ChatRole(json.GetProperty("role").GetString()!);
        var contents = new List<AIContent>();
        if (json.TryGetProperty("reasoning_content", out var reasoning))
            contents.Add(new TextReasoningContent(reasoning.GetString()));
        if (role == ChatRole.Tool)
            contents.Add(new FunctionResultContent("id", json.GetProperty("content").GetString()));
        else
            contents.AddRange(ReadTexts(json.GetProperty("content")).Select(text => new TextContent(text)));
        if (json.TryGetProperty("tool_calls", out var calls))
            contents.AddRange(calls.EnumerateArray().Select(call => ReadCall(call.GetProperty("function"))));
        var name = json.TryGetProperty("name", out var author) ? author.GetString() : null;
        return new ChatMessage(role, contents) { AuthorName = name };
    }

    private static IEnumerable<string?> ReadTexts(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? [content.GetString()]
        : content.EnumerateArray().Select(part => part.GetProperty("text").GetString());

    private static FunctionCallContent ReadCall(JsonElement function)
    {
        var arguments = function.TryGetProperty("arguments", out var given)
            ? given.EnumerateObject().ToDictionary(pair => pair.Name, pair => (object?)pair.Value)
            : null;
        return new FunctionCallContent("id", function.GetProperty("name").GetString()!, arguments);
    }

    private static AIFunctionDeclaration ReadTool(JsonElement tool)
    {
        var function = tool.GetProperty("function");
        return AIFunctionFactory.CreateDeclaration(
            function.GetProperty("name").GetString()!, function.GetProperty("description").GetString(), function.GetProperty("parameters"));
    }
}
