using System.Text.Json.Serialization;

namespace Step35.AI;

/// <summary>How far function calls and structured answers are held to their schemas while the model writes them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConstraintLevel>))]
public enum ConstraintLevel
{
    /// <summary>Schemas guide the model; whatever it writes is read as well as can be. JSON answers are refused.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>Every call and every JSON answer follows its schema, but for keywords that no grammar can hold; those are logged.</summary>
    [JsonStringEnumMemberName("relaxed")]
    Relaxed,

    /// <summary>As <see cref="Relaxed"/>, but a keyword that no grammar can hold is an <see cref="Constraints.UnsupportedSchemaException"/>.</summary>
    [JsonStringEnumMemberName("strict")]
    Strict,
}
