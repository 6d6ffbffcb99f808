using System.Text.Json.Serialization;

namespace Step35.AI.Tools.Auditing;

/// <summary>How much of a call's arguments is written down.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditDetail>))]
public enum AuditDetail
{
    /// <summary>A SHA-256 hash: calls can be told apart, and nothing that they hold is kept.</summary>
    [JsonStringEnumMemberName("hash")]
    Hash,

    /// <summary>The arguments themselves.</summary>
    [JsonStringEnumMemberName("full")]
    Full,
}
