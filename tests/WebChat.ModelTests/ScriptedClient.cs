using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace WebChat.ModelTests;

/// <summary>A model that answers each request with the contents of the next script.</summary>
internal sealed class ScriptedClient(params AIContent[][] scripts) : IChatClient
{
    /// <summary>Gets what stands for writing nothing more until the request is cancelled.</summary>
    public static AIContent Endless { get; } = new();

    /// <summary>Gets the messages of every request.</summary>
    public List<List<ChatMessage>> Requests { get; } = [];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Requests.Add([.. messages]);
        foreach (var content in scripts[Requests.Count - 1])
        {
            if (content is ErrorContent error)
                throw new IOException(error.Message);
            if (content == Endless)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            yield return new(ChatRole.Assistant, [content]);
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
