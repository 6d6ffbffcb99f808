namespace Step35.Server.Ollama.Wire;

/// <summary>What a model is like.</summary>
/// <param name="ParameterSize">Its parameters, such as <c>196.0B</c>.</param>
/// <param name="QuantizationLevel">How its weights are stored.</param>
internal sealed record OllamaModelDetails(string ParameterSize, string QuantizationLevel)
{
    public string ParentModel { get; init; } = "";

    public string Format { get; init; } = "gguf";

    public string Family { get; init; } = "step35";

    public IReadOnlyList<string> Families => [Family];
}
