using System.Text.Json.Serialization;

namespace Step35.AI;

/// <summary>What becomes of a call whose function was not offered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnknownFunction>))]
public enum UnknownFunction
{
    /// <summary>It is a call like any other: whoever invokes functions tells the model that there is none of that name.</summary>
    [JsonStringEnumMemberName("call")]
    Call,

    /// <summary>It is an error content with the code <c>unknown_function</c>.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>It is text: the name, and the arguments as JSON in parentheses, without markup.</summary>
    [JsonStringEnumMemberName("text")]
    Text,
}
