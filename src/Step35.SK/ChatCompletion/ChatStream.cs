using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Meai = Microsoft.Extensions.AI;

#pragma warning disable SKEXP0110 // StreamingReasoningContent is marked "experimental".

namespace Step35.SK.ChatCompletion;

/// <summary>Turns the updates of one streamed request into the kernel's updates, and its finished tool rounds into history.</summary>
internal sealed class ChatStream(IEnumerable<AITool>? tools)
{
    // What the builder of streamed calls splits names at.
    private const char NameSeparator = '-';

    private readonly KernelContentReader _reader = new(tools);
    private readonly List<ChatResponseUpdate> _round = [];
    private int _calls;

    /// <summary>Takes one update and gives the messages that it completes: an assistant's calls once their results are there.</summary>
    /// <remarks>The last answer is never among them: it belongs to the caller, who may keep it or not.</remarks>
    public List<ChatMessageContent> Push(ChatResponseUpdate update)
    {
        _round.Add(update);
        if (update.Role != ChatRole.Tool)
            return [];
        var response = _round.ToChatResponse();
        _round.Clear();
        return _reader.Read(response);
    }

    public StreamingChatMessageContent Convert(ChatResponseUpdate update)
    {
        var content = new StreamingChatMessageContent(
            role: update.Role is { } role ? new AuthorRole(role.Value) : null,
            content: null,
            innerContent: update.RawRepresentation,
            modelId: update.ModelId,
            metadata: Metadata(update))
        {
            AuthorName = update.AuthorName,
        };
        foreach (var item in update.Contents.Select(Convert).OfType<StreamingKernelContent>())
        {
            item.ModelId = update.ModelId;
            content.Items.Add(item);
        }
        return content;
    }

    private static Dictionary<string, object?> Metadata(ChatResponseUpdate update)
    {
        var metadata = new Dictionary<string, object?>(update.AdditionalProperties ?? []);
        if (update.Contents.OfType<UsageContent>().LastOrDefault() is { } usage)
            metadata["Usage"] = usage.Details;
        if (update.Contents.OfType<ErrorContent>().FirstOrDefault() is { } error)
            metadata["Error"] = error.Message;
        if (update.FinishReason is { } reason)
            metadata["FinishReason"] = reason.Value;
        return metadata;
    }

    private StreamingKernelContent? Convert(AIContent content) => content switch
    {
        Meai.TextContent text => new StreamingTextContent(text.Text),
        TextReasoningContent reasoning => new StreamingReasoningContent(reasoning.Text),
        Meai.FunctionCallContent call => Convert(call),
        _ => null,
    };

    private StreamingFunctionCallUpdateContent Convert(Meai.FunctionCallContent call)
    {
        var read = _reader.Read(call);
        var name = read.PluginName is null ? read.FunctionName : read.PluginName + NameSeparator + read.FunctionName;
        var arguments = call.Arguments is null ? null : JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions);
        return new StreamingFunctionCallUpdateContent(call.CallId, name, arguments, functionCallIndex: _calls++);
    }
}
