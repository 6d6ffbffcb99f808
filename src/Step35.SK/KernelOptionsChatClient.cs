using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.SK.Functions;
using Step35.SK.Settings;

namespace Step35.SK;

/// <summary>Turns the options that a kernel makes into those that the chat client reads.</summary>
/// <remarks>Stands below function invocation, so that everything above it sees the kernel's functions and only their own names.</remarks>
internal sealed class KernelOptionsChatClient(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (asked, names) = Read(options);
        var response = await base.GetResponseAsync(Write(messages, names), asked, cancellationToken).ConfigureAwait(false);
        foreach (var message in response.Messages)
            names.Restore(message.Contents);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (asked, names) = Read(options);
        var updates = base.GetStreamingResponseAsync(Write(messages, names), asked, cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            names.Restore(update.Contents);
            yield return update;
        }
    }

    private static (ChatOptions? Options, PlainNames Names) Read(ChatOptions? options)
    {
        if (options is null)
            return (null, PlainNames.None);
        var asked = options.Clone();
        SettingPlacer.PlaceRest(asked);
        var names = asked.AdditionalProperties?.GetValueOrDefault(OptionNames.PlainFunctionNames) is false
            ? PlainNames.None
            : new PlainNames(asked.Tools ?? []);
        asked.AdditionalProperties?.Remove(OptionNames.PlainFunctionNames);
        asked.AdditionalProperties?.Remove(OptionNames.AllowConcurrentInvocation);
        asked.Tools = asked.Tools?.Select(tool => Offer(tool, names)).ToList();
        asked.ToolMode = names.Shorten(asked.ToolMode);
        return (asked, names);
    }

    private static IEnumerable<ChatMessage> Write(IEnumerable<ChatMessage> messages, PlainNames names) =>
        messages.Select(message => message.Select(content => names.Shorten(ResultText.Write(content))));

    private static AITool Offer(AITool tool, PlainNames names) =>
        tool is KernelFunction function ? new OfferedFunction(function, names.Shorten(tool.Name)) : tool;
}
