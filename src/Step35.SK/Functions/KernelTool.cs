using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.SK.Plugins;

namespace Step35.SK.Functions;

/// <summary>A function that runs in its kernel whoever calls it, with the kernel's filters; a kernel function by itself passes them by.</summary>
internal sealed class KernelTool(Kernel kernel, KernelFunction function, string name) : OfferedFunction(function, name)
{
    private readonly KernelFunction _function = function;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var result = await _function.InvokeAsync(kernel, new KernelArguments(arguments), cancellationToken).ConfigureAwait(true);
        if (ToolGateFilter.EndsTurn(result) && FunctionInvokingChatClient.CurrentContext is { } context)
            context.Terminate = true;
        return result.GetValue<object>();
    }
}
