using System.Text.Json.Serialization;

namespace Step35.AI.Tools.Auditing;

/// <summary>Why a call was allowed or denied.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToolDecision>))]
public enum ToolDecision
{
    /// <summary>A policy allows it always.</summary>
    [JsonStringEnumMemberName("allowed_by_policy")]
    AllowedByPolicy,

    /// <summary>It is on the allow list, or like one that was approved for the session.</summary>
    [JsonStringEnumMemberName("allowed_by_list")]
    AllowedByList,

    /// <summary>Somebody approved it.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>A policy denies it, or it is not on the allow list.</summary>
    [JsonStringEnumMemberName("denied_by_policy")]
    DeniedByPolicy,

    /// <summary>Somebody denied it.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>It would have to be asked for, and there is nobody to ask.</summary>
    [JsonStringEnumMemberName("nobody_to_ask")]
    NobodyToAsk,
}
