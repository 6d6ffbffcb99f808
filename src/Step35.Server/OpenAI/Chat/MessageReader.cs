using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Reads the conversation.</summary>
internal static class MessageReader
{
    public static IReadOnlyList<ChatMessage> Read(IReadOnlyList<RequestMessage>? messages) => messages is { Count: > 0 }
        ? [.. messages.Select(static (message, index) => Read(message, $"messages[{index}]"))]
        : throw ApiException.Wrong("messages", "there are none; send at least one.");

    private static ChatMessage Read(RequestMessage? message, string field) => message?.Role switch
    {
        "system" or "developer" => new(ChatRole.System, ReadContent(message, field)),
        "user" => new(ChatRole.User, ReadContent(message, field)),
        "assistant" => new(ChatRole.Assistant, ReadAnswer(message, field)),
        "tool" => new(ChatRole.Tool, [new FunctionResultContent(message.ToolCallId ?? "", string.Concat(Texts(message, field)))]),
        var other => throw ApiException.Wrong($"{field}.role", $"'{other}' is none of 'system', 'developer', 'user', 'assistant' and 'tool'."),
    };

    private static List<AIContent> ReadAnswer(RequestMessage message, string field)
    {
        var contents = new List<AIContent>();
        if (!string.IsNullOrEmpty(message.ReasoningContent))
            contents.Add(new TextReasoningContent(message.ReasoningContent));
        contents.AddRange(ReadContent(message, field));
        foreach (var (index, call) in (message.ToolCalls ?? []).Index())
            contents.Add(ReadCall(call, $"{field}.tool_calls[{index}]"));
        return contents;
    }

    private static FunctionCallContent ReadCall(ToolCall? call, string field) => call?.Function is { Name.Length: > 0 } function
        ? new FunctionCallContent(call.Id ?? "", function.Name, CallArguments.Read(function.Arguments, $"{field}.function.arguments"))
        : throw ApiException.Wrong($"{field}.function.name", "it is missing.");

    private static List<AIContent> ReadContent(RequestMessage message, string field) =>
        [.. Texts(message, field).Select(static text => new TextContent(text))];

    private static IEnumerable<string> Texts(RequestMessage message, string field) =>
        (message.Content ?? []).Select((part, index) => part switch
        {
            { Type: "text", Text: { } text } => text,
            { Type: "refusal", Refusal: { } refusal } => refusal,
            { Type: "text" } => throw ApiException.Wrong($"{field}.content[{index}].text", "it is missing."),
            _ => throw ApiException.Unsupported($"{field}.content[{index}].type", "the model reads text only; send parts of the type 'text'."),
        });
}
