namespace Step35.AI.Tools.Approval;

/// <summary>Somebody who approves calls: a person at a console or a web page.</summary>
/// <remarks>A gate asks for one call at a time, also when calls run side by side.</remarks>
public interface IApprover
{
    /// <summary>Asks whether a call may run.</summary>
    /// <param name="request">The call, and what it would do.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer wanted.</param>
    /// <returns>The answer.</returns>
    ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken);
}
