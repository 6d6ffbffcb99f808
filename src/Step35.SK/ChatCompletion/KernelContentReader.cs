using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Meai = Microsoft.Extensions.AI;
using Sk = Microsoft.SemanticKernel;

#pragma warning disable SKEXP0110 // ReasoningContent is marked "experimental".

namespace Step35.SK.ChatCompletion;

/// <summary>Turns the chat client's messages of one request into the kernel's contents.</summary>
/// <remarks>Calls get their plugin's name back from the offered functions, and results the names of the calls read before them.</remarks>
internal sealed class KernelContentReader(IEnumerable<AITool>? tools)
{
    private readonly Dictionary<string, KernelFunction> _functions =
        tools?.OfType<KernelFunction>()
            .DistinctBy(NameOfTool, StringComparer.Ordinal)
            .ToDictionary(NameOfTool, StringComparer.Ordinal) ?? [];

    private readonly Dictionary<string, Sk.FunctionCallContent> _calls = new(StringComparer.Ordinal);

    public List<ChatMessageContent> Read(ChatResponse response) =>
        response.Messages.Select(message => Read(message, response)).ToList();

    public Sk.FunctionCallContent Read(Meai.FunctionCallContent call)
    {
        var arguments = call.Arguments is null ? null : new KernelArguments(call.Arguments);
        var function = _functions.GetValueOrDefault(call.Name);
        var read = new Sk.FunctionCallContent(function?.Name ?? call.Name, function?.PluginName, call.CallId, arguments)
        {
            Exception = call.Exception,
        };
        _calls[call.CallId] = read;
        return read;
    }

    private static string NameOfTool(AITool tool) => tool.Name;

    private ChatMessageContent Read(ChatMessage message, ChatResponse response) => new()
    {
        Role = new AuthorRole(message.Role.Value),
        AuthorName = message.AuthorName,
        ModelId = response.ModelId,
        InnerContent = response.RawRepresentation ?? message.RawRepresentation,
        Items = [.. message.Contents.Select(content => Read(content, response.ModelId)).OfType<KernelContent>()],
        Metadata = new Dictionary<string, object?>(message.AdditionalProperties ?? [])
        {
            ["Usage"] = response.Usage,
            ["FinishReason"] = response.FinishReason?.Value,
            ["Error"] = message.Contents.OfType<ErrorContent>().FirstOrDefault()?.Message,
        },
    };

    private KernelContent? Read(AIContent content, string? modelId)
    {
        KernelContent? read = content switch
        {
            Meai.TextContent text => new Sk.TextContent(text.Text),
            TextReasoningContent reasoning => new ReasoningContent(reasoning.Text),
            Meai.FunctionCallContent call => Read(call),
            Meai.FunctionResultContent result => Read(result),
            _ => null,
        };
        read?.InnerContent = content.RawRepresentation;
        read?.Metadata = content.AdditionalProperties;
        read?.ModelId = modelId;
        return read;
    }

    private Sk.FunctionResultContent Read(Meai.FunctionResultContent result) =>
        _calls.TryGetValue(result.CallId, out var call)
            ? new Sk.FunctionResultContent(call, result.Result)
            : new Sk.FunctionResultContent(callId: result.CallId, result: result.Result);
}
