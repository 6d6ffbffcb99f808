using Microsoft.Extensions.AI;

namespace Step35.AI.Requests;

/// <summary>The words that clients have for how much a model shall think.</summary>
internal static class EffortWords
{
    /// <summary>All of them, for errors.</summary>
    public const string All = "'none', 'minimal', 'low', 'medium', 'high', 'xhigh' and 'max'";

    /// <summary>Finds what a word means; null where it is none of them.</summary>
    public static ReasoningEffort? Find(string word) => word switch
    {
        "none" => ReasoningEffort.None,
        "minimal" or "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" or "max" => ReasoningEffort.ExtraHigh,
        _ => null,
    };
}
