using System.Text.Json;

namespace Step35.Server.Ollama.Wire;

/// <summary>A function that is called.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its arguments, as an object.</param>
internal sealed record OllamaCalledFunction(string Name, JsonElement? Arguments = null);
