using System.Text.Json;
using System.Text.Json.Serialization;
using Step35.Server.Dialects;

namespace Step35.Server.OpenAI.Wire;

/// <summary>What chat completions and completions have in common.</summary>
internal abstract record GenerationRequest
{
    public string? Model { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public float? PresencePenalty { get; init; }

    public float? FrequencyPenalty { get; init; }

    public long? Seed { get; init; }

    [JsonConverter(typeof(TextOrListConverter))]
    public IReadOnlyList<string>? Stop { get; init; }

    public int? MaxTokens { get; init; }

    public int? N { get; init; }

    public bool? Stream { get; init; }

    public StreamOptions? StreamOptions { get; init; }

    public string? User { get; init; }

    /// <summary>Gets all other fields: some are further options, some cannot be honoured, and the rest is ignored.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
