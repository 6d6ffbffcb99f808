using Microsoft.Extensions.AI;
using Step35.AI.Requests;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Reads how much a model shall think.</summary>
internal static class ReasoningLevels
{
    /// <summary>Reads a level by the names that clients use; null where nothing is said.</summary>
    /// <exception cref="ApiException">There is no such level.</exception>
    public static ReasoningOptions? Read(string? level, string field) => level is null ? null : new()
    {
        Effort = EffortWords.Find(level) ?? throw ApiException.Wrong(field, $"'{level}' is none of {EffortWords.All}."),
    };
}
