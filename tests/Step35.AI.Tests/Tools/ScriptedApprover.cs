using Step35.AI.Tools.Approval;

namespace Step35.AI.Tests.Tools;

/// <summary>Gives one scripted answer after another and keeps what it was asked.</summary>
internal sealed class ScriptedApprover(params Func<ApprovalRequest, ApprovalAnswer>[] answers) : IApprover
{
    private int _atOnce;

    public List<ApprovalRequest> Requests { get; } = [];

    public int MostAtOnce { get; private set; }

    public static ApprovalAnswer Always(ApprovalRequest request) => ApprovalAnswer.ForSession(request.Pattern);

    public static ApprovalAnswer Yes(ApprovalRequest request) => ApprovalAnswer.Once;

    public async ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        Requests.Add(request);
        var answer = answers[Math.Min(Requests.Count, answers.Length) - 1](request);
        await Task.Yield();
        Interlocked.Decrement(ref _atOnce);
        return answer;
    }
}
