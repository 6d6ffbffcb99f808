namespace Step35.Server.Ollama.Wire;

/// <summary>A tool that is offered to the model.</summary>
/// <param name="Function">The function; tools are nothing else.</param>
internal sealed record OllamaTool(OllamaFunction? Function = null);
