using Microsoft.Extensions.AI;
using Step35.AI.Tools.Approval;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>A function call: what was called, what somebody said to it, and what came of it.</summary>
public sealed class CallPart(FunctionCallContent call) : TurnPart
{
    // Stands in the message itself, so that the store keeps it.
    private const string Denied = "denied";

    public string Id => call.CallId;

    public string Name => call.Name;

    /// <summary>Gets the call as a line of text that shows all that is in it.</summary>
    public string Signature { get; } = VisibleText.Of(
        $"{call.Name}({string.Join(", ", call.Arguments?.Select(argument => $"{argument.Key}: {ValueText.Of(argument.Value)}") ?? [])})");

    /// <summary>Gets the result as the model reads it; null while there is none.</summary>
    public string? Result { get; private set; }

    /// <summary>Gets the question that waits for an answer; null when nothing is asked.</summary>
    public OpenQuestion? Question { get; private set; }

    public CallState State => this switch
    {
        { Question: not null } => CallState.Asking,
        { IsDenied: true } => CallState.Denied,
        { Result: null } => CallState.Running,
        _ => CallState.Done,
    };

    private bool IsDenied => call.AdditionalProperties?.ContainsKey(Denied) is true;

    /// <summary>Puts a question beside the call and waits for its answer.</summary>
    public async Task<ApprovalAnswer> AskAsync(OpenQuestion question, CancellationToken cancellationToken)
    {
        Question = question;
        try
        {
            var answer = await question.Answered.WaitAsync(cancellationToken);
            if (!answer.IsAllowed)
                (call.AdditionalProperties ??= [])[Denied] = true;
            return answer;
        }
        finally
        {
            Question = null;
        }
    }

    public void Complete(FunctionResultContent result) => Result = ValueText.Of(result.Result);
}
