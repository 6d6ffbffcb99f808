namespace Step35.Server.Ollama.Wire;

/// <summary>The version of Ollama whose dialect is spoken.</summary>
/// <param name="Version">The version.</param>
internal sealed record OllamaVersion(string Version);
