using Microsoft.Extensions.AI;

namespace Step35.Server.Limits;

/// <summary>A request that was let in; it counts what it uses.</summary>
internal sealed class Admission(CallerAllowance allowance) : IDisposable
{
    private long _tokens;
    private long _updates;

    /// <summary>Takes note of an update.</summary>
    public void Count(ChatResponseUpdate update)
    {
        _updates++;
        foreach (var content in update.Contents)
            if (content is UsageContent usage)
                _tokens += (usage.Details.InputTokenCount ?? 0) + (usage.Details.OutputTokenCount ?? 0);
    }

    // An answer that broke off says nothing of its usage; about every update was a token.
    public void Dispose() => allowance.Leave(Math.Max(_tokens, _updates));
}
