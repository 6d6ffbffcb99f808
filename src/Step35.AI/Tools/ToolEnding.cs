using System.Text.Json.Serialization;

namespace Step35.AI.Tools;

/// <summary>How a call ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToolEnding>))]
public enum ToolEnding
{
    /// <summary>It ran and returned.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>A policy or a person did not allow it; it was not run.</summary>
    [JsonStringEnumMemberName("denied")]
    Denied,

    /// <summary>It was allowed, but only described, because of <see cref="ToolGateOptions.DryRun"/>.</summary>
    [JsonStringEnumMemberName("dry_run")]
    DryRun,

    /// <summary>It did not return within its time limit.</summary>
    [JsonStringEnumMemberName("timed_out")]
    TimedOut,

    /// <summary>It threw.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The caller cancelled it.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
