using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Ollama.Wire;

namespace Step35.Server.Ollama;

/// <summary>Reads a conversation.</summary>
internal static class OllamaMessageReader
{
    private const string WrapperStart = "{\"CallId\":";

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
            "tool" => new(ChatRole.Tool, [ReadResult(message.ToolCallId ?? message.ToolName, text)]),
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

    // A client that names the call in its message has no need to wrap.
    private static FunctionResultContent ReadResult(string? call, string text) => call is null ? new("", Unwrap(text)) : new(call, text);

    // OllamaSharp makes the id up and sends it nowhere else: to the model it is noise, by which the same conversation never reads the same.
    private static object Unwrap(string text)
    {
        if (!text.StartsWith(WrapperStart, StringComparison.Ordinal))
            return text;
        try
        {
            return JsonSerializer.Deserialize(text, OllamaJson.Default.OllamaSharpResult)!.Result;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
