using Step35.Engine.Gguf;

namespace Step35.Cli.Inspecting;

/// <summary>What a model file holds, read off its headers alone.</summary>
internal sealed record ModelReport
{
    public required string Path { get; init; }

    public required int Files { get; init; }

    public required long FileBytes { get; init; }

    public required string Architecture { get; init; }

    public required string? Name { get; init; }

    public required Step35ModelKind Kind { get; init; }

    public required long Parameters { get; init; }

    public required long WeightBytes { get; init; }

    public required int ContextLength { get; init; }

    public required int EmbeddingLength { get; init; }

    public required LayersReport Layers { get; init; }

    public required Step35Experts Experts { get; init; }

    public required Step35Rope Rope { get; init; }

    public required TokenizerReport Tokenizer { get; init; }

    public required TemplateReport ChatTemplate { get; init; }

    public required IReadOnlyList<WeightReport> Weights { get; init; }
}
