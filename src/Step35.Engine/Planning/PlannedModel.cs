using Step35.Engine.Gguf;
using Step35.Engine.Planning.Compute;

namespace Step35.Engine.Planning;

/// <summary>What a plan knows of a model: its header and its weights.</summary>
/// <remarks>Remembers the buffers that it has measured, since many plans share them. Not safe for concurrent calls.</remarks>
internal sealed class PlannedModel
{
    private readonly ModelWeights _trunk;
    private readonly ModelWeights _all;
    private readonly ModelWeights? _separateHeads;
    private readonly Step35ModelHeader _headsHeader;
    private readonly Dictionary<GraphShape, ComputeBuffers> _buffers = [];

    /// <param name="file">The model's file.</param>
    /// <param name="header">What it holds.</param>
    /// <param name="heads">The file of the heads that draft, where they are not in the model's.</param>
    public PlannedModel(GgufFile file, Step35ModelHeader header, GgufFile? heads = null)
    {
        Header = header;
        _trunk = ModelWeights.Read(file, header, useMtp: false);
        _all = heads is null ? ModelWeights.Read(file, header, useMtp: true) : _trunk;
        _headsHeader = heads is null ? header : Step35ModelHeader.Read(heads);
        (TensorCount, HeadTensorCount) = (file.Tensors.Count, (heads ?? file).Tensors.Count);
        _separateHeads = heads is null ? null : ModelWeights.Read(heads, _headsHeader, useMtp: true);
    }

    public Step35ModelHeader Header { get; }

    /// <summary>The tensors of the model's own file.</summary>
    public int TensorCount { get; }

    /// <summary>The tensors of the file that holds the heads.</summary>
    public int HeadTensorCount { get; }

    /// <summary>The heads that can draft.</summary>
    public int HeadCount => _headsHeader.MtpLayerCount;

    /// <summary>The layers with experts, the last one first: the order in which their experts go to main memory.</summary>
    public IEnumerable<int> ExpertLayers => Header.Layers.Where(layer => layer.HasExperts).Select(layer => layer.Index).Reverse();

    /// <summary>The weights of the model's own file that are loaded.</summary>
    public ModelWeights Weights(bool useMtp) => useMtp ? _all : _trunk;

    /// <summary>The weights of the heads' own file; null without one, or when it is not loaded.</summary>
    public ModelWeights? SeparateHeads(bool useMtp) => useMtp ? _separateHeads : null;

    /// <summary>Counts the tokens of all vocabularies that are loaded: each file brings its own.</summary>
    public long CountTokens(bool useMtp) =>
        Header.Vocabulary.TokenCount + (SeparateHeads(useMtp) is null ? 0 : _headsHeader.Vocabulary.TokenCount);

    /// <summary>The sizes of the heads' contexts.</summary>
    public HeadShape Heads(PlanSettings settings) => new(_headsHeader, settings);

    /// <summary>The buffers of the largest step.</summary>
    public ComputeBuffers Buffers(ContextShape context)
    {
        var graph = context.Graph();
        if (!_buffers.TryGetValue(graph, out var buffers))
            _buffers[graph] = buffers = ComputeBuffers.Measure(Header, graph);
        return buffers;
    }

    /// <summary>Whether the cache type's blocks divide the model's heads.</summary>
    public bool Takes(KvCacheType type) => type.Holds(Header.KeyLength) && type.Holds(Header.ValueLength);
}
