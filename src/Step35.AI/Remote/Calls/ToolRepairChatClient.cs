using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Step35.AI.Parsing;
using Step35.AI.Telemetry;

namespace Step35.AI.Remote.Calls;

/// <summary>Turns tool markup that a server has left in text or reasoning into calls, and mends the arguments of others.</summary>
internal sealed class ToolRepairChatClient : DelegatingChatClient
{
    private readonly ToolCallTelemetry _telemetry;

    public ToolRepairChatClient(IChatClient innerClient)
        : base(innerClient) =>
        _telemetry = new ToolCallTelemetry(innerClient.GetService<ChatClientMetadata>()?.DefaultModelId ?? "unknown");

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        var repair = NewRepair(options);
        return response.ToChatResponseUpdates().Select(repair.Push).Append(repair.Complete()).OfType<ChatResponseUpdate>().ToChatResponse();
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var repair = NewRepair(options);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
            yield return repair.Push(update);
        if (repair.Complete() is { } rest)
            yield return rest;
    }

    private ResponseRepair NewRepair(ChatOptions? options) =>
        new(new OfferedFunctions([.. options?.Tools?.OfType<AIFunctionDeclaration>() ?? []]), options?.AllowMultipleToolCalls == false, _telemetry);
}
