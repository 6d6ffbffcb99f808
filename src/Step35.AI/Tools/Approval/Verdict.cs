using Step35.AI.Tools.Auditing;

namespace Step35.AI.Tools.Approval;

/// <summary>Whether a call may run, and who said so.</summary>
internal readonly record struct Verdict(ToolDecision Decision, string? Reason = null)
{
    public bool IsAllowed => Decision is ToolDecision.AllowedByPolicy or ToolDecision.AllowedByList or ToolDecision.Approved;
}
