namespace Step35.AI.Tools.Approval;

/// <summary>What somebody says to a call.</summary>
/// <param name="IsAllowed">Whether it may run.</param>
/// <param name="Remembered">What runs unasked from now on; null remembers nothing.</param>
/// <param name="Reason">Why it may not; the model gets to read it.</param>
public sealed record ApprovalAnswer(bool IsAllowed, ToolPattern? Remembered = null, string? Reason = null)
{
    /// <summary>Gets the answer that allows this one call.</summary>
    public static ApprovalAnswer Once { get; } = new(true);

    /// <summary>Allows this call, and those like it as long as the gate lives.</summary>
    /// <param name="pattern">Those like it, for example <see cref="ApprovalRequest.Pattern"/>.</param>
    /// <returns>The answer.</returns>
    public static ApprovalAnswer ForSession(ToolPattern pattern) => new(true, pattern);

    /// <summary>Denies this call.</summary>
    /// <param name="reason">Why; the model gets to read it.</param>
    /// <returns>The answer.</returns>
    public static ApprovalAnswer Deny(string? reason = null) => new(false, Reason: reason);
}
