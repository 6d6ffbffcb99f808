using System.Text.Json.Serialization;

namespace Step35.Server.Ollama.Wire;

/// <summary>Figures of a model, named as in its file.</summary>
internal sealed record OllamaModelInfo
{
    [JsonPropertyName("general.architecture")]
    public string Architecture { get; init; } = "step35";

    [JsonPropertyName("general.parameter_count")]
    public long? ParameterCount { get; init; }

    [JsonPropertyName("step35.context_length")]
    public int? ContextLength { get; init; }
}
