using System.Text.Json;

namespace Step35.Server.Ollama.Wire;

/// <summary>A function that is offered to the model.</summary>
internal sealed record OllamaFunction(string? Name = null, string? Description = null, JsonElement? Parameters = null);
