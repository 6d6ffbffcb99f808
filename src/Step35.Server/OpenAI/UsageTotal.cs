using Microsoft.Extensions.AI;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI;

/// <summary>Sums what several answers to one prompt have used: the prompt counts once.</summary>
internal static class UsageTotal
{
    public static Usage Of(IEnumerable<UsageDetails?> answers)
    {
        var total = new UsageDetails();
        foreach (var (index, usage) in answers.Index())
        {
            if (usage is null)
                continue;
            total.InputTokenCount ??= usage.InputTokenCount;
            total.CachedInputTokenCount ??= index == 0 ? usage.CachedInputTokenCount : null;
            total.OutputTokenCount = (total.OutputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0);
            total.ReasoningTokenCount = (total.ReasoningTokenCount ?? 0) + (usage.ReasoningTokenCount ?? 0);
        }

        return Usage.Of(total);
    }
}
