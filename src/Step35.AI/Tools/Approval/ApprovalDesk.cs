using System.Collections.Concurrent;
using Step35.AI.Tools.Auditing;

namespace Step35.AI.Tools.Approval;

/// <summary>Decides about calls: by policy, by what was allowed before, or by asking somebody.</summary>
#pragma warning disable CA1001 // A semaphore without a wait handle holds nothing to dispose.
internal sealed class ApprovalDesk(ToolGateOptions options, RuleBook rules)
#pragma warning restore CA1001
{
    private readonly ConcurrentQueue<ToolPattern> _allowed = new(options.AllowList);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask<Verdict> DecideAsync(ToolCall call, CancellationToken cancellationToken) => rules.PolicyOf(call) switch
    {
        ApprovalPolicy.Always => new(ToolDecision.AllowedByPolicy),
        ApprovalPolicy.Ask or ApprovalPolicy.AllowList when IsListed(call) => new(ToolDecision.AllowedByList),
        // What is only described needs nobody's time.
        ApprovalPolicy.Ask when rules.IsOnlyDescribed(call) => new(ToolDecision.AllowedByPolicy),
        ApprovalPolicy.Ask when options.Approver is null => new(ToolDecision.NobodyToAsk),
        ApprovalPolicy.Ask => await AskInTurnAsync(options.Approver, call, cancellationToken).ConfigureAwait(false),
        _ => new(ToolDecision.DeniedByPolicy),
    };

    public async ValueTask<string?> PreviewAsync(ToolCall call, CancellationToken cancellationToken)
    {
        foreach (var preview in options.Previews)
        {
            if (await preview.PreviewAsync(call, cancellationToken).ConfigureAwait(false) is { } text)
                return text;
        }

        return null;
    }

    private async ValueTask<Verdict> AskInTurnAsync(IApprover approver, ToolCall call, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The answer to the call before may cover this one, too.
            return IsListed(call)
                ? new(ToolDecision.AllowedByList)
                : await AskAsync(approver, call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<Verdict> AskAsync(IApprover approver, ToolCall call, CancellationToken cancellationToken)
    {
        var preview = await PreviewAsync(call, cancellationToken).ConfigureAwait(false);
        var answer = await approver.AskAsync(new(call, ToolPattern.Of(call), preview), cancellationToken).ConfigureAwait(false);
        if (!answer.IsAllowed)
            return new(ToolDecision.Refused, answer.Reason);
        if (answer.Remembered is { } pattern)
            _allowed.Enqueue(pattern);
        return new(ToolDecision.Approved);
    }

    private bool IsListed(ToolCall call) => _allowed.Any(pattern => pattern.Matches(call));
}
