using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.Prompting;

/// <summary>The contents of one message, sorted by kind and trimmed.</summary>
internal sealed class MessageParts
{
    private readonly StringBuilder _text = new();
    private readonly List<PromptCall> _calls = [];
    private readonly List<string> _results = [];
    private StringBuilder? _reasoning;

    /// <summary>Gets the text parts, each trimmed, joined without a separator.</summary>
    public string Text => _text.ToString();

    /// <summary>Gets the reasoning parts, joined and then trimmed, or null when there are none.</summary>
    public string? Reasoning => _reasoning is null ? null : TemplateSpace.Trim(_reasoning.ToString());

    public IReadOnlyList<PromptCall> Calls => _calls;

    public IReadOnlyList<string> Results => _results;

    public static MessageParts Of(ChatMessage message)
    {
        var parts = new MessageParts();
        foreach (var content in message.Contents)
            parts.Add(content);
        return parts;
    }

    private void Add(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                _text.Append(TemplateSpace.Trim(text.Text.AsSpan()));
                break;
            case TextReasoningContent reasoning:
                (_reasoning ??= new StringBuilder()).Append(ShortenedThought.Read(reasoning));
                break;
            case FunctionCallContent call:
                _calls.Add(new PromptCall(call.Name, ReadArguments(call.Arguments)));
                break;
            case FunctionResultContent result:
                _results.Add(TemplateSpace.Trim(ToolResultText.Of(result)));
                break;
            case UsageContent or ErrorContent or FunctionArgumentsDelta:
                break;
            default:
                throw new UnsupportedContentException(content.GetType().Name);
        }
    }

    private static List<KeyValuePair<string, JsonElement>> ReadArguments(IDictionary<string, object?>? arguments) =>
        [.. (arguments ?? new Dictionary<string, object?>()).Select(pair => KeyValuePair.Create(pair.Key, ClrJson.Of(pair.Value)))];
}
