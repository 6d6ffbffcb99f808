using Microsoft.SemanticKernel;
using Step35.AI.Terminals;

namespace Step35.Samples.ConsoleAgent;

/// <summary>Shows each call and its result as the kernel makes it.</summary>
internal sealed class CallWriter(AnswerWriter writer) : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        var id = context.ToolCallId ?? string.Empty;
        writer.Write(new Microsoft.Extensions.AI.FunctionCallContent(id, context.Function.Name, context.Arguments));
        await next(context);
        writer.Write(new Microsoft.Extensions.AI.FunctionResultContent(id, context.Result.ToString()));
    }
}
