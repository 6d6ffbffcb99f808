using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Step35.AI;

namespace Step35.Server.Tests;

/// <summary>Answers every request with the same updates, and remembers what it was asked.</summary>
internal sealed class ScriptedClient(params ChatResponseUpdate[] updates) : IChatClient
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that ends with the first request.</summary>
    public Task Asked => _asked.Task;

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    /// <summary>Gets or sets what happens before the update of a number, counted from 0; the one after the last stands for the end.</summary>
    public Func<int, CancellationToken, Task>? Before { get; set; }

    public static ChatResponseUpdate Text(string text) => new(ChatRole.Assistant, text);

    public static ChatResponseUpdate Text(string text, params TextToken[] tokens) =>
        new(ChatRole.Assistant, [new TextContent(text), new TextLikelihoodContent(tokens)]);

    public static ChatResponseUpdate Reasoning(string text) => new(ChatRole.Assistant, [new TextReasoningContent(text)]);

    public static ChatResponseUpdate Call(string id, string name, string key, object value) =>
        new(ChatRole.Assistant, [new FunctionCallContent(id, name, new Dictionary<string, object?> { [key] = value })]);

    public static ChatResponseUpdate End(ChatFinishReason reason, int input = 5, int output = 3) => new(
        ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output })])
    {
        FinishReason = reason,
    };

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        lock (Requests)
            Requests.Add(([.. messages], options));
        _asked.TrySetResult();
        for (var index = 0; index <= updates.Length; index++)
        {
            if (Before is { } before)
                await before(index, cancellationToken);
            if (index < updates.Length)
                yield return updates[index];
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, "script") : null;

    public void Dispose()
    {
    }
}
