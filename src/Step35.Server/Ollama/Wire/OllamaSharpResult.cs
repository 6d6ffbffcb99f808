using System.Text.Json;
using System.Text.Json.Serialization;

namespace Step35.Server.Ollama.Wire;

/// <summary>What OllamaSharp, alone among the clients, sends as a result's text: the result beside an id by which it knows the call.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OllamaSharpResult(
    [property: JsonPropertyName("CallId")] string? CallId,
    [property: JsonPropertyName("Result")] JsonElement Result);
