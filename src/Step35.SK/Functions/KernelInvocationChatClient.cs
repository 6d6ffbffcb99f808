using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.SK.Settings;

namespace Step35.SK.Functions;

/// <summary>Invokes the kernel's functions: the calls of one turn one after another, or at once where the request allows that.</summary>
/// <remarks>The framework decides this by client, not by request, so there are two of them over the same model.</remarks>
internal sealed class KernelInvocationChatClient(IChatClient innerClient, IServiceProvider services)
    : DelegatingChatClient(Invoke(innerClient, services, atOnce: false))
{
    private readonly IChatClient _atOnce = Invoke(innerClient, services, atOnce: true);

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Choose(options).GetResponseAsync(messages, options, cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Choose(options).GetStreamingResponseAsync(messages, options, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _atOnce.Dispose();
        base.Dispose(disposing);
    }

    private static IChatClient Invoke(IChatClient client, IServiceProvider services, bool atOnce)
    {
        var invoking = client.AsBuilder().UseKernelFunctionInvocation().Build(services);
        invoking.GetRequiredService<FunctionInvokingChatClient>().AllowConcurrentInvocation = atOnce;
        return invoking;
    }

    private IChatClient Choose(ChatOptions? options) =>
        options?.AdditionalProperties?.ContainsKey(OptionNames.AllowConcurrentInvocation) is true ? _atOnce : InnerClient;
}
