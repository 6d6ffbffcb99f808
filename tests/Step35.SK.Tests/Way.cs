using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Step35.SK.Tests;

/// <summary>The ways to put one question to a kernel's model.</summary>
public enum Way
{
    ChatClient,
    ChatClientStreaming,
    ChatCompletion,
    ChatCompletionStreaming,
    Prompt,
    PromptStreaming,
}

internal static class WayExtensions
{
    public static Task<string> AskAsync(
        this Way way, Kernel kernel, string question, PromptExecutionSettings settings, CancellationToken cancellationToken) => way switch
        {
            Way.ChatClient or Way.ChatClientStreaming => AskClientAsync(way, kernel, question, settings, cancellationToken),
            Way.ChatCompletion or Way.ChatCompletionStreaming => AskCompletionAsync(way, kernel, question, settings, cancellationToken),
            _ => AskPromptAsync(way, kernel, question, settings, cancellationToken),
        };

    private static async Task<string> AskClientAsync(
        Way way, Kernel kernel, string question, PromptExecutionSettings settings, CancellationToken cancellationToken)
    {
        var client = kernel.GetRequiredService<IChatClient>();
        var options = settings.ToChatOptions(kernel);
        if (way is Way.ChatClient)
            return (await client.GetResponseAsync(question, options, cancellationToken)).Text;
        var pieces = await client.GetStreamingResponseAsync(question, options, cancellationToken).ToListAsync(cancellationToken);
        return string.Concat(pieces.Select(piece => piece.Text));
    }

    private static async Task<string> AskCompletionAsync(
        Way way, Kernel kernel, string question, PromptExecutionSettings settings, CancellationToken cancellationToken)
    {
        var service = kernel.GetRequiredService<IChatCompletionService>();
        if (way is Way.ChatCompletion)
            return (await service.GetChatMessageContentAsync(question, settings, kernel, cancellationToken)).ToString();
        var pieces = await service.GetStreamingChatMessageContentsAsync(question, settings, kernel, cancellationToken)
            .ToListAsync(cancellationToken);
        return string.Concat(pieces);
    }

    private static async Task<string> AskPromptAsync(
        Way way, Kernel kernel, string question, PromptExecutionSettings settings, CancellationToken cancellationToken)
    {
        var arguments = new KernelArguments(settings);
        if (way is Way.Prompt)
            return (await kernel.InvokePromptAsync(question, arguments, cancellationToken: cancellationToken)).ToString();
        var pieces = await kernel.InvokePromptStreamingAsync<string>(question, arguments, cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
        return string.Concat(pieces);
    }
}
