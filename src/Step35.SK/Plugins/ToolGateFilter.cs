using Microsoft.SemanticKernel;
using Step35.AI.Tools;

namespace Step35.SK.Plugins;

/// <summary>Puts a gate before the functions of a kernel's plugins, whoever calls them.</summary>
/// <remarks>A function without a plugin is a prompt that the application itself makes: it passes.</remarks>
internal sealed class ToolGateFilter(ToolGate gate) : IFunctionInvocationFilter
{
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        if (context.Function.PluginName is null)
        {
            await next(context).ConfigureAwait(true);
            return;
        }

        var outcome = await gate.InvokeAsync(CallOf(context), RunAsync, context.CancellationToken).ConfigureAwait(true);
        context.Result = new FunctionResult(context.Result, outcome.Value);

        async ValueTask<object?> RunAsync(CancellationToken cancellationToken)
        {
            await next(context).ConfigureAwait(true);
            return context.Result.GetValue<object>();
        }
    }

    private static ToolCall CallOf(FunctionInvocationContext context) => new()
    {
        Name = $"{context.Function.PluginName}.{context.Function.Name}",
        Arguments = context.Arguments,
        Permission = PermissionAttribute.Find(context.Function.UnderlyingMethod),
    };
}
