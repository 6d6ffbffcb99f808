using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Step35.SK.Tests;

/// <summary>Answers with one scripted turn after another and keeps what it was asked.</summary>
internal sealed class ScriptedChatClient(params AIContent[][] turns) : IChatClient
{
    private readonly Queue<AIContent[]> _turns = new(turns);

    public string ModelId { get; init; } = "step35-scripted";

    public List<(List<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    public ChatOptions Options => Assert.Single(Requests).Options!;

    public static AIContent[] Says(string text) => [new TextContent(text)];

    public static FunctionCallContent Call(string name, string city, string id = "call-1") =>
        new(id, name, new Dictionary<string, object?> { ["city"] = city });

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add(([.. messages], options?.Clone()));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, _turns.Dequeue()))
        {
            ModelId = ModelId,
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 5, OutputTokenCount = 7 },
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Requests.Add(([.. messages], options?.Clone()));
        var contents = _turns.Dequeue().Append(new UsageContent(new UsageDetails { InputTokenCount = 5, OutputTokenCount = 7 }));
        foreach (var content in contents)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]) { ModelId = ModelId, MessageId = $"turn-{Requests.Count}" };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("step35", null, ModelId)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }
}
