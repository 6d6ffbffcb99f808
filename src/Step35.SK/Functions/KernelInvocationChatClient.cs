using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.SK.Settings;

namespace Step35.SK.Functions;

/// <summary>Invokes the kernel's functions: the calls of one turn one after another, or at once where the request allows that.</summary>
/// <remarks>
/// The framework decides this by client, not by request, so there are two of them over the same model. Settings of the
/// <see cref="FunctionInvokingChatClient"/> that this client gives hold for both.
/// </remarks>
[SuppressMessage("Reliability", "CA2213", Justification = "Both clients stand over one model, which the other one disposes.")]
internal sealed class KernelInvocationChatClient(IChatClient innerClient, IServiceProvider services)
    : DelegatingChatClient(Invoke(innerClient, services))
{
    private readonly IChatClient _atOnce = Invoke(innerClient, services);

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Choose(options).GetResponseAsync(messages, options, cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Choose(options).GetStreamingResponseAsync(messages, options, cancellationToken);

    private static IChatClient Invoke(IChatClient client, IServiceProvider services) =>
        client.AsBuilder().UseKernelFunctionInvocation().Build(services);

    private static bool AllowsConcurrency(ChatOptions? options) =>
        SettingEntries.Of(options?.AdditionalProperties).TryGetValue(OptionNames.AllowConcurrentInvocation, out var entry)
        && SettingWords.Switch(entry);

    private IChatClient Choose(ChatOptions? options)
    {
        if (!AllowsConcurrency(options))
            return InnerClient;
        var (settings, own) = (InnerClient.GetRequiredService<FunctionInvokingChatClient>(), _atOnce.GetRequiredService<FunctionInvokingChatClient>());
        own.AllowConcurrentInvocation = true;
        own.AdditionalTools = settings.AdditionalTools;
        own.IncludeDetailedErrors = settings.IncludeDetailedErrors;
        own.MaximumConsecutiveErrorsPerRequest = settings.MaximumConsecutiveErrorsPerRequest;
        own.MaximumIterationsPerRequest = settings.MaximumIterationsPerRequest;
        own.TerminateOnUnknownCalls = settings.TerminateOnUnknownCalls;
        return _atOnce;
    }
}
