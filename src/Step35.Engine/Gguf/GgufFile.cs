using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Step35.Engine.Gguf;

/// <summary>The header of a model file, or of all the files of a split model, read and checked.</summary>
/// <remarks>
/// Immutable and safe for concurrent use. Only headers are read, and no file stays open: a model of 100 GB takes milliseconds.
/// What passes here keeps ggml's rules for files; <see cref="Step35ModelHeader"/> checks that it is a Step-3.5 model.
/// </remarks>
public sealed class GgufFile
{
    private readonly FrozenDictionary<string, GgufTensor> _tensors;

    private GgufFile(IReadOnlyList<ShardContent> shards)
    {
        Path = shards[0].Shard.Path;
        Version = shards[0].Version;
        Metadata = shards[0].Metadata;
        Alignment = shards[0].Alignment;
        Shards = [.. shards.Select(shard => shard.Shard)];
        Tensors = [.. shards.SelectMany(shard => shard.Tensors)];
        _tensors = Tensors.ToFrozenDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Gets the path of the file, the first one of a split model.</summary>
    public string Path { get; }

    /// <summary>Gets the files of the model in order; one, unless it is split.</summary>
    public IReadOnlyList<GgufShard> Shards { get; }

    /// <summary>Gets the version of the file format.</summary>
    public int Version { get; }

    /// <summary>Gets the metadata of the first file.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>Gets the tensors of all files in order.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>Gets the multiple at which tensors start in the first file's data section.</summary>
    public int Alignment { get; }

    /// <summary>Gets how many bytes all tensors take together, padding left out.</summary>
    public long TensorBytes => Tensors.Sum(tensor => tensor.ByteCount);

    /// <summary>Opens a model file and, when it is the first of a split model, all the others beside it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The checked header.</returns>
    /// <exception cref="GgufException">The file, or one that belongs to it, is missing, damaged or no GGUF file.</exception>
    public static GgufFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new GgufFile(SplitSet.Read(path));
    }

    /// <summary>Gets a tensor by its name.</summary>
    /// <param name="name">The name, for example <c>token_embd.weight</c>.</param>
    /// <param name="tensor">The tensor, when the model has it.</param>
    /// <returns>True when the model has it.</returns>
    public bool TryGetTensor(string name, [MaybeNullWhen(false)] out GgufTensor tensor) => _tensors.TryGetValue(name, out tensor);
}
