using System.Text.Json.Serialization;

namespace Step35.AI;

/// <summary>Where the model runs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Step35EngineKind>))]
public enum Step35EngineKind
{
    /// <summary>In this process.</summary>
    Embedded,

    /// <summary>In a Step35 model host elsewhere, which knows every option that the embedded engine knows.</summary>
    Host,

    /// <summary>In a server that speaks OpenAI's chat completions, such as vLLM, SGLang or llama-server.</summary>
    OpenAI,

    /// <summary>In an Ollama server.</summary>
    Ollama,
}
