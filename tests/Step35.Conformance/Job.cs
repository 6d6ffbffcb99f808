using System.Text.Json.Serialization;

namespace Step35.Conformance;

/// <summary>What a person does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Job>))]
public enum Job
{
    Unknown,
    Programmer,
    Singer,
}
