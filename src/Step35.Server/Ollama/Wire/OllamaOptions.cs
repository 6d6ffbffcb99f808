using System.Text.Json;
using System.Text.Json.Serialization;
using Step35.Server.Dialects;

namespace Step35.Server.Ollama.Wire;

/// <summary>How tokens are chosen, and how many.</summary>
internal sealed record OllamaOptions
{
    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public float? MinP { get; init; }

    public long? Seed { get; init; }

    /// <summary>Gets the limit of the answer; below 0 for none.</summary>
    public int? NumPredict { get; init; }

    [JsonConverter(typeof(TextOrListConverter))]
    public IReadOnlyList<string>? Stop { get; init; }

    public float? RepeatPenalty { get; init; }

    public int? RepeatLastN { get; init; }

    public float? PresencePenalty { get; init; }

    public float? FrequencyPenalty { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}
