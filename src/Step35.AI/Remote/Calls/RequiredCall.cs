using Microsoft.Extensions.AI;
using Step35.AI.Parsing;

namespace Step35.AI.Remote.Calls;

/// <summary>The call that an answer must hold.</summary>
internal sealed class RequiredCall(IEnumerable<AITool>? tools, string? functionName)
{
    private readonly List<AIFunctionDeclaration> _functions =
        [.. (tools ?? []).OfType<AIFunctionDeclaration>().Where(function => functionName is null || function.Name == functionName)];

    /// <summary>Gets the function's name; null when any will do.</summary>
    public string? FunctionName => functionName;

    /// <summary>Gets what the model is told when the call did not come.</summary>
    public ChatMessage Instruction => new(
        ChatRole.User,
        $"Call {(functionName is null ? "one of the functions" : $"the function {functionName}")} now. Answer with the call and with nothing else.");

    public bool IsIn(List<ChatResponseUpdate> answer) =>
        answer.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Any(call => functionName is null || call.Name == functionName);

    /// <summary>Gives a copy that asks for the call's form and offers nothing to call: not every server takes both at once.</summary>
    public ChatOptions Insist(ChatOptions options)
    {
        var asked = options.Clone();
        (asked.Tools, asked.ToolMode) = (null, null);
        asked.ResponseFormat = CallForm.Of(_functions);
        return asked;
    }

    /// <summary>Puts the call in the place of its form, where the answer's text is that.</summary>
    public bool TryReadForm(List<ChatResponseUpdate> answer)
    {
        var text = string.Concat(answer.Select(update => update.Text));
        if (CallForm.Read(text, $"call_{answer[^1].ResponseId}", new OfferedFunctions(_functions)) is not { Content: var call }
            || _functions.TrueForAll(function => function.Name != call.Name))
            return false;
        foreach (var update in answer)
        {
            update.Contents = [.. update.Contents.Where(content => content is not TextContent)];
            update.FinishReason = update.FinishReason is null ? null : ChatFinishReason.ToolCalls;
        }

        answer[^1].Contents.Insert(0, call);
        return true;
    }
}
