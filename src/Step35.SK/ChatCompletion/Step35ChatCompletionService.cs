using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using Step35.SK.Settings;

namespace Step35.SK.ChatCompletion;

/// <summary>The kernel's chat completion over the chat client that invokes functions.</summary>
/// <remarks>
/// Safe for concurrent calls. The kernel's own adapter loses reasoning and plugin names, and writes each streamed call as a turn of its
/// own; the model's prompt needs all three right.
/// </remarks>
internal sealed class Step35ChatCompletionService(IChatClient client) : IChatCompletionService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = Describe(client.GetService<ChatClientMetadata>());

    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chatHistory);
        var options = ReadOptions(executionSettings, kernel);
        var response = await client.GetResponseAsync(chatHistory.ToChatMessages(), options, cancellationToken).ConfigureAwait(false);
        var contents = new KernelContentReader(options?.Tools).Read(response);
        chatHistory.AddRange(contents.SkipLast(1));
        return contents.TakeLast(1).ToList();
    }

    public IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chatHistory);
        return StreamAsync(chatHistory, ReadOptions(executionSettings, kernel), cancellationToken);
    }

    // Our own settings place what they hold themselves.
    private static ChatOptions? ReadOptions(PromptExecutionSettings? settings, Kernel? kernel)
    {
        if (settings is null)
            return null;
        var options = ToChatOptions(settings, kernel);
        if (settings is not Step35PromptExecutionSettings)
            SettingPlacer.Place(options, settings);
        return options;
    }

    // The kernel writes settings as JSON and fails at types and NaN. Turned into our own, they hold schemas, or what is wrong is named.
    private static ChatOptions ToChatOptions(PromptExecutionSettings settings, Kernel? kernel)
    {
        try
        {
            return settings.ToChatOptions(kernel);
        }
        catch (Exception error) when (SettingJson.IsUnwritable(error))
        {
            return Step35PromptExecutionSettings.Convert(settings).ToChatOptions(kernel);
        }
    }

    private static Dictionary<string, object?> Describe(ChatClientMetadata? metadata)
    {
        var attributes = new Dictionary<string, object?>();
        if (metadata?.DefaultModelId is { } modelId)
            attributes[AIServiceExtensions.ModelIdKey] = modelId;
        if (metadata?.ProviderUri is { } uri)
            attributes[AIServiceExtensions.EndpointKey] = uri.ToString();
        return attributes;
    }

    private async IAsyncEnumerable<StreamingChatMessageContent> StreamAsync(
        ChatHistory history, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = new ChatStream(options?.Tools);
        var updates = client.GetStreamingResponseAsync(history.ToChatMessages(), options, cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            history.AddRange(stream.Push(update));
            yield return stream.Convert(update);
        }
    }
}
