namespace Step35.Server.Ollama.Wire;

/// <summary>The body of a request to <c>/api/show</c>.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Name">The same, as older clients say it.</param>
internal sealed record OllamaShowRequest(string? Model = null, string? Name = null);
