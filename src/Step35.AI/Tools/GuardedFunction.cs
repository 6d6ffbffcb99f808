using Microsoft.Extensions.AI;

namespace Step35.AI.Tools;

/// <summary>A function with a gate before it.</summary>
internal sealed class GuardedFunction(ToolGate gate, AIFunction function, PermissionAttribute? permission) : DelegatingAIFunction(function)
{
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var call = new ToolCall { Name = Name, Arguments = arguments, Permission = permission };
        var outcome = await gate.InvokeAsync(call, token => base.InvokeCoreAsync(arguments, token), cancellationToken).ConfigureAwait(true);
        if (outcome.EndsTurn && FunctionInvokingChatClient.CurrentContext is { } context)
            context.Terminate = true;
        return outcome.Value;
    }
}
