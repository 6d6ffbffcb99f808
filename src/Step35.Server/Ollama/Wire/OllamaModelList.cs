namespace Step35.Server.Ollama.Wire;

/// <summary>A list of models.</summary>
/// <param name="Models">The models.</param>
internal sealed record OllamaModelList(IReadOnlyList<OllamaModel> Models);
