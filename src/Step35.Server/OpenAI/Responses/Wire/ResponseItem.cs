using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>An item of a conversation, as it comes and goes: a message, reasoning, a call, or what a call returned.</summary>
internal sealed record ResponseItem
{
    /// <summary>Gets the kind: <c>message</c>, which is meant by null, <c>reasoning</c>, <c>function_call</c> or <c>function_call_output</c>.</summary>
    public string? Type { get; init; }

    public string? Id { get; init; }

    public string? Status { get; init; }

    public string? Role { get; init; }

    [JsonConverter(typeof(PartsConverter))]
    public IReadOnlyList<ResponsePart>? Content { get; init; }

    public IReadOnlyList<ResponsePart>? Summary { get; init; }

    public string? CallId { get; init; }

    public string? Name { get; init; }

    /// <summary>Gets the JSON of a call's arguments.</summary>
    public string? Arguments { get; init; }

    [JsonConverter(typeof(PartsConverter))]
    public IReadOnlyList<ResponsePart>? Output { get; init; }
}
