using Step35.Engine.Drafting;
using Step35.Engine.Gguf;

namespace Step35.Engine;

/// <summary>The checked files of a model.</summary>
/// <param name="File">The model's file.</param>
/// <param name="Header">What it holds.</param>
/// <param name="Heads">Where its multi-token-prediction heads come from.</param>
internal sealed record ModelSource(GgufFile File, Step35ModelHeader Header, HeadSource Heads);
