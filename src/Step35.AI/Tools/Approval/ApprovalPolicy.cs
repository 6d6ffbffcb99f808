using System.Text.Json.Serialization;

namespace Step35.AI.Tools.Approval;

/// <summary>When a call is approved; the lower of two is the stricter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalPolicy>))]
public enum ApprovalPolicy
{
    /// <summary>Never: it is denied.</summary>
    [JsonStringEnumMemberName("never")]
    Never,

    /// <summary>When it is on the allow list; everything else is denied.</summary>
    [JsonStringEnumMemberName("allow_list")]
    AllowList,

    /// <summary>When it is on the allow list, or a person approves it.</summary>
    [JsonStringEnumMemberName("ask")]
    Ask,

    /// <summary>Always: it runs unasked.</summary>
    [JsonStringEnumMemberName("always")]
    Always,
}
