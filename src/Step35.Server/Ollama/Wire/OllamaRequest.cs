using System.Text.Json;
using System.Text.Json.Serialization;

namespace Step35.Server.Ollama.Wire;

/// <summary>What the bodies of requests to <c>/api/chat</c> and <c>/api/generate</c> have in common.</summary>
internal abstract record OllamaRequest
{
    public string? Model { get; init; }

    /// <summary>Gets a value indicating whether the reply is sent piece by piece; it is, if nothing is said.</summary>
    public bool? Stream { get; init; }

    /// <summary>Gets the form of the answer: <c>json</c>, or a JSON schema.</summary>
    public JsonElement? Format { get; init; }

    /// <summary>Gets whether the model thinks, or how much.</summary>
    public JsonElement? Think { get; init; }

    /// <summary>Gets a value indicating whether the oldest turns are left out when the context is full.</summary>
    public bool? Truncate { get; init; }

    public OllamaOptions? Options { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}
