namespace Step35.Server.Ollama.Wire;

/// <summary>What went wrong.</summary>
/// <param name="Error">For people.</param>
internal sealed record OllamaError(string Error);
