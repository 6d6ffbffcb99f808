using Step35.AI.Tools.Approval;

namespace Step35.Samples.WebChat.Chatting;

/// <summary>A question of the gate that waits for somebody at a page. The first answer counts, whichever tab it comes from.</summary>
public sealed class OpenQuestion(ApprovalRequest request)
{
    private readonly TaskCompletionSource<ApprovalAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ApprovalRequest Request => request;

    public Task<ApprovalAnswer> Answered => _answer.Task;

    public void Answer(ApprovalAnswer answer) => _answer.TrySetResult(answer);
}
