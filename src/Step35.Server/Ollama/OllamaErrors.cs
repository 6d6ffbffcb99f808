using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.Ollama.Wire;

namespace Step35.Server.Ollama;

/// <summary>Words errors as Ollama does.</summary>
internal sealed class OllamaErrors : IErrorFormat
{
    public static OllamaErrors Instance { get; } = new();

    public void Write(ApiError error, IFrames frames) => frames.Write(new OllamaError(error.Message), OllamaJson.Default.OllamaError);
}
