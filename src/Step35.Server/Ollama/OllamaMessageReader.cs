using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Ollama.Wire;

namespace Step35.Server.Ollama;

/// <summary>Reads a conversation.</summary>
internal static class OllamaMessageReader
{
    public static IReadOnlyList<ChatMessage> Read(IReadOnlyList<OllamaMessage>? messages) => messages is { Count: > 0 }
        ? [.. messages.ReadEach("messages", Read)]
        : throw ApiException.Wrong("messages", "there are none; the host loads models by itself, so ask something.");

    private static ChatMessage Read(OllamaMessage message, string path)
    {
        if (message.Images is { Count: > 0 })
            throw ApiException.Unsupported($"{path}.images", "the model reads text only.");
        var text = message.Content ?? "";
        return message.Role switch
        {
            "system" => new(ChatRole.System, text),
            "user" => new(ChatRole.User, text),
            "assistant" => new(ChatRole.Assistant, [.. ReadAnswer(message, path)]),
            "tool" => new(ChatRole.Tool, [new FunctionResultContent(message.ToolCallId ?? message.ToolName ?? "", text)]),
            var other => throw ApiException.Wrong($"{path}.role", $"'{other}' is none of 'system', 'user', 'assistant' and 'tool'."),
        };
    }

    private static IEnumerable<AIContent> ReadAnswer(OllamaMessage message, string path)
    {
        if (!string.IsNullOrEmpty(message.Thinking))
            yield return new TextReasoningContent(message.Thinking);
        if (!string.IsNullOrEmpty(message.Content))
            yield return new TextContent(message.Content);
        foreach (var call in message.ToolCalls.ReadEach($"{path}.tool_calls", ReadCall))
            yield return call;
    }

    private static FunctionCallContent ReadCall(OllamaCall call, string path) => new(
        call.Id ?? call.Function.Name,
        call.Function.Name,
        CallArguments.Read(call.Function.Arguments?.GetRawText(), $"{path}.function.arguments"));
}
