namespace Step35.AI.Tools.Auditing;

/// <summary>Where calls are written down.</summary>
/// <remarks>Called by several calls at once. Whatever it throws reaches the caller: a call that cannot be written down is an error.</remarks>
public interface IAuditLog
{
    /// <summary>Writes down one call, after it ended.</summary>
    /// <param name="entry">The call.</param>
    void Write(AuditEntry entry);
}
