using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Responses.Wire;

namespace Step35.Server.OpenAI.Responses;

/// <summary>Reads the items of a conversation as messages.</summary>
/// <remarks>What the model wrote in one turn comes as several items and becomes one message again, so that the prompt is what it was.</remarks>
internal static class ResponseItemReader
{
    private static readonly ChatRole Developer = new("developer");

    public static IReadOnlyList<ChatMessage> Read(IReadOnlyList<ResponseItem>? items)
    {
        var messages = new List<ChatMessage>();
        foreach (var message in items.ReadEach("input", Read))
        {
            if (message.Role == ChatRole.Assistant && messages is [.., { } last] && last.Role == ChatRole.Assistant)
                Extend(last, message);
            else
                messages.Add(message);
        }

        return messages.Count > 0 ? messages : throw ApiException.Wrong("input", "it is empty; send a text or items.");
    }

    private static void Extend(ChatMessage message, ChatMessage more)
    {
        foreach (var content in more.Contents)
            message.Contents.Add(content);
    }

    private static ChatMessage Read(ResponseItem item, string path) => item.Type switch
    {
        null or "message" => new(ReadRole(item.Role, path), [.. ReadParts(item.Content, $"{path}.content")]),
        "reasoning" => new(ChatRole.Assistant, [.. ReadReasoning(item, path)]),
        "function_call" => new(ChatRole.Assistant, [ReadCall(item, path)]),
        "function_call_output" => new(ChatRole.Tool, [ReadOutput(item, path)]),
        _ => throw ApiException.Unsupported(
            $"{path}.type", $"'{item.Type}' is none of message, reasoning, function_call and function_call_output."),
    };

    private static ChatRole ReadRole(string? role, string path) => role switch
    {
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "system" => ChatRole.System,
        "developer" => Developer,
        _ => throw ApiException.Wrong($"{path}.role", $"'{role}' is none of 'user', 'assistant', 'system' and 'developer'."),
    };

    private static IEnumerable<AIContent> ReadParts(IReadOnlyList<ResponsePart>? parts, string path) =>
        parts.ReadEach(path, ReadText).Select(text => new TextContent(text));

    private static string ReadText(ResponsePart part, string path) => part.Type switch
    {
        "input_text" or "output_text" or "reasoning_text" or "summary_text" or "text" => part.Text ?? "",
        "refusal" => part.Refusal ?? "",
        _ => throw ApiException.Unsupported($"{path}.type", $"'{part.Type}' is no text, and the model reads text only."),
    };

    // The whole text stands in one of the two places.
    private static IEnumerable<AIContent> ReadReasoning(ResponseItem item, string path)
    {
        var (parts, field) = item.Content is { Count: > 0 } ? (item.Content, "content") : (item.Summary, "summary");
        return parts.ReadEach($"{path}.{field}", ReadText).Select(text => new TextReasoningContent(text));
    }

    private static FunctionCallContent ReadCall(ResponseItem item, string path) => new(
        item.CallId.OrMissing($"{path}.call_id"),
        item.Name.OrMissing($"{path}.name"),
        CallArguments.Read(item.Arguments, $"{path}.arguments"));

    private static FunctionResultContent ReadOutput(ResponseItem item, string path) => new(
        item.CallId.OrMissing($"{path}.call_id"),
        string.Concat(item.Output.ReadEach($"{path}.output", ReadText)));
}
