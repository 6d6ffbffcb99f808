using Step35.AI.Tools.Approval;
using Step35.AI.Tools.Auditing;

namespace Step35.AI.Tools;

/// <summary>Tells the model what became of a call, in words that a small model can follow.</summary>
internal static class ToolNotes
{
    public static string Denied(ToolCall call, Verdict verdict) =>
        $"Not run: {Reason(call, verdict)} Do not call it again with these arguments; say what you could not do.";

    public static string DryRun(ToolCall call, string? preview) =>
        $"Dry run: {call.Name} was not run. It would have done this:\n{preview ?? ToolPattern.Of(call).ToString()}";

    public static string TimedOut(ToolCall call, TimeSpan limit) =>
        $"Stopped: {call.Name} did not finish within {limit.TotalSeconds:0.###} seconds. Ask for less at once.";

    private static string Reason(ToolCall call, Verdict verdict) => verdict.Decision switch
    {
        ToolDecision.Refused when verdict.Reason is { } reason => $"the user denied {call.Name}: {reason}.",
        ToolDecision.Refused => $"the user denied {call.Name}.",
        ToolDecision.NobodyToAsk => $"{call.Name} needs an approval, and nobody is there to give it.",
        _ => $"{call.Name} is not allowed here.",
    };
}
