using Microsoft.SemanticKernel;
using Step35.AI.Tools;
using Step35.SK.Functions;

namespace Step35.SK.Plugins;

/// <summary>Puts a gate before the functions of a kernel's plugins, whoever calls them.</summary>
/// <remarks>A function without a plugin is a prompt that the application itself makes: it passes.</remarks>
internal sealed class ToolGateFilter(ToolGate gate) : IFunctionInvocationFilter, IAutoFunctionInvocationFilter
{
    private static readonly Dictionary<string, object?> Ended = new() { ["ends_turn"] = true };

    /// <summary>Tells whether a denial ends the turn of the call that this came of.</summary>
    public static bool EndsTurn(FunctionResult result) => ReferenceEquals(result.Metadata, Ended);

    /// <summary>Describes a call as gates and patterns know it.</summary>
    public static ToolCall CallOf(KernelFunction function, KernelArguments arguments) => new()
    {
        Name = $"{function.PluginName}.{function.Name}",
        Arguments = arguments,
        Permission = FunctionTraits.PermissionOf(function),
    };

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        if (context.Function.PluginName is null)
        {
            await next(context).ConfigureAwait(true);
            return;
        }

        var outcome = await gate.InvokeAsync(CallOf(context.Function, context.Arguments), RunAsync, context.CancellationToken).ConfigureAwait(true);
        if (context.IsStreaming && outcome.Ending is not ToolEnding.Completed)
            throw new KernelException(outcome.Value?.ToString());
        context.Result = new FunctionResult(context.Result, outcome.Value) { Metadata = outcome.EndsTurn ? Ended : context.Result.Metadata };

        async ValueTask<object?> RunAsync(CancellationToken cancellationToken)
        {
            await next(context).ConfigureAwait(true);
            return context.Result.GetValue<object>();
        }
    }

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        await next(context).ConfigureAwait(true);
        if (EndsTurn(context.Result))
            context.Terminate = true;
    }
}
