using Microsoft.SemanticKernel;

namespace Step35.Samples.ConsoleAgent;

/// <summary>Shows each call and its result as the kernel makes it.</summary>
internal sealed class TranscriptFilter(Transcript transcript) : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        var arguments = context.Arguments?.Select(argument => $"{argument.Key}: {argument.Value}") ?? [];
        transcript.WriteCall($"{context.Function.Name}({string.Join(", ", arguments)})");
        await next(context);
        transcript.WriteResult(context.Result.ToString());
    }
}
