using Microsoft.Extensions.AI;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Reads how much a model shall think.</summary>
internal static class ReasoningLevels
{
    /// <summary>Reads a level by the names that clients use; null where nothing is said.</summary>
    /// <exception cref="ApiException">There is no such level.</exception>
    public static ReasoningOptions? Read(string? level, string field) => level switch
    {
        null => null,
        "none" => new() { Effort = ReasoningEffort.None },
        "minimal" or "low" => new() { Effort = ReasoningEffort.Low },
        "medium" => new() { Effort = ReasoningEffort.Medium },
        "high" => new() { Effort = ReasoningEffort.High },
        "xhigh" or "max" => new() { Effort = ReasoningEffort.ExtraHigh },
        _ => throw ApiException.Wrong(field, $"'{level}' is none of 'none', 'minimal', 'low', 'medium', 'high', 'xhigh' and 'max'."),
    };
}
