using Step35.Engine.Gguf;

namespace Step35.TestModels;

/// <summary>A tensor to write; its elements are made when they are written, so that a large model needs little memory.</summary>
public sealed record TensorSource(string Name, GgmlType Type, IReadOnlyList<long> Shape, Func<float[]> Elements);
