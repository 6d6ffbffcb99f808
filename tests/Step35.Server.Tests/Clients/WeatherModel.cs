using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Step35.Server.Tests.Clients;

/// <summary>Asks for the weather in Oslo, and then says what it was told.</summary>
internal sealed class WeatherModel : IChatClient
{
    public ChatOptions? LastOptions { get; private set; }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LastOptions = options;
        await Task.Yield();
        var result = messages.Last().Contents.OfType<FunctionResultContent>().SingleOrDefault();
        if (result is null)
        {
            yield return ScriptedClient.Reasoning("I must look.");
            yield return ScriptedClient.Call("c1", "get_weather", "city", "Oslo");
            yield return ScriptedClient.End(ChatFinishReason.ToolCalls);
        }
        else
        {
            // Ollama's clients wrap results into JSON.
            yield return ScriptedClient.Text($"It has {(result.Result!.ToString()!.Contains("7 degrees in Oslo", StringComparison.Ordinal) ? "7 degrees in Oslo" : result.Result)}.");
            yield return ScriptedClient.End(ChatFinishReason.Stop);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, "script") : null;

    public void Dispose()
    {
    }
}
