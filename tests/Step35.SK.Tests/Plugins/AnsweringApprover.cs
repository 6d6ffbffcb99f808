using Step35.AI.Tools.Approval;

namespace Step35.SK.Tests.Plugins;

/// <summary>Gives the same answer to every question and keeps what it was asked.</summary>
internal sealed class AnsweringApprover(bool isAllowed) : IApprover
{
    public List<ApprovalRequest> Requests { get; } = [];

    public ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return ValueTask.FromResult(isAllowed ? ApprovalAnswer.Once : ApprovalAnswer.Deny());
    }
}
