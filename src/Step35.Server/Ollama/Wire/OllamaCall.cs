namespace Step35.Server.Ollama.Wire;

/// <summary>A call.</summary>
/// <param name="Function">What is called.</param>
/// <param name="Id">Its id; many clients know none.</param>
internal sealed record OllamaCall(OllamaCalledFunction Function, string? Id = null);
