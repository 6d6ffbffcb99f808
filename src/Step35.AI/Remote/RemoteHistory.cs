using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.AI.Remote;

/// <summary>Writes a conversation so that a server's template makes the same prompt of it as the embedded engine.</summary>
/// <remarks>
/// Texts are joined and trimmed, results become the text that the model reads, instructions join the system message, and reasoning stays
/// in the current turn only, as the chat format wants it.
/// </remarks>
internal static class RemoteHistory
{
    public static IReadOnlyList<ChatMessage> Write(IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        var question = messages.Index().LastOrDefault(item => item.Item.Role == ChatRole.User).Index;
        var written = messages.Select((message, index) => Write(message, isCurrentTurn: index >= question)).ToList();
        AddInstructions(written, TemplateSpace.Trim(instructions ?? ""));
        return written;
    }

    private static ChatMessage Write(ChatMessage message, bool isCurrentTurn)
    {
        var parts = MessageParts.Of(message);
        var contents = new List<AIContent>();
        if (isCurrentTurn && !string.IsNullOrEmpty(parts.Reasoning))
            contents.Add(new TextReasoningContent(parts.Reasoning));
        if (parts.Text.Length > 0)
            contents.Add(new TextContent(parts.Text));
        contents.AddRange(message.Contents.OfType<FunctionCallContent>().Select(Write));
        contents.AddRange(message.Contents.OfType<FunctionResultContent>().Select(Write));
        return new ChatMessage(message.Role, contents) { AuthorName = message.AuthorName };
    }

    private static FunctionCallContent Write(FunctionCallContent call) =>
        new(call.CallId, call.Name, call.Arguments?.ToDictionary(pair => pair.Key, pair => (object?)ClrJson.Of(pair.Value)) ?? []);

    private static FunctionResultContent Write(FunctionResultContent result) =>
        new(result.CallId, TemplateSpace.Trim(ToolResultText.Of(result)));

    private static void AddInstructions(List<ChatMessage> messages, string instructions)
    {
        if (instructions.Length == 0)
            return;
        if (messages[0].Role != ChatRole.System)
            messages.Insert(0, new ChatMessage(ChatRole.System, instructions));
        else
            messages[0] = new ChatMessage(ChatRole.System, messages[0].Text.Length == 0 ? instructions : $"{instructions}\n\n{messages[0].Text}");
    }
}
