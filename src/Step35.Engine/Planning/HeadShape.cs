using Step35.Engine.Drafting;
using Step35.Engine.Gguf;
using Step35.Engine.Planning.Compute;

namespace Step35.Engine.Planning;

/// <summary>The sizes of the contexts that multi-token-prediction heads run in, one for each.</summary>
/// <remarks>They share cells between sequences and keep keys and values as 16-bit floats; each has room for all heads' layers.</remarks>
internal sealed class HeadShape
{
    private readonly Step35ModelHeader _header;
    private readonly int _sequences;

    public HeadShape(Step35ModelHeader header, PlanSettings settings)
    {
        _header = header;
        _sequences = settings.Sequences;
        Count = settings.UseMtp ? Math.Min(settings.DraftTokens, header.MtpLayerCount) : 0;
        BatchTokens = MtpPredictor.CountBatchTokens(_sequences, Count);
        Cells = ContextShape.Pad(Math.Min(
            new ContextShape(header, settings).FullCells * (long)_sequences,
            ((long)header.SlidingWindow * _sequences) + BatchTokens));
    }

    public int Count { get; }

    public int BatchTokens { get; }

    public long Cells { get; }

    /// <summary>Counts what all heads keep.</summary>
    public long KvBytes() => Count * Cells * _header.Layers.Where(layer => layer.IsMtp).Sum(layer =>
        KvCacheType.F16.RowBytes(layer.KeyValueHeads * _header.KeyLength) + KvCacheType.F16.RowBytes(layer.KeyValueHeads * _header.ValueLength));

    /// <summary>Measures what all heads compute in.</summary>
    public long ComputeBytes() =>
        _header.Layers.Where(layer => layer.IsMtp).Take(Count).Sum(layer => Step35Graph.MeasureHead(_header, layer, Graph()));

    /// <summary>Counts the rows that all heads hand out, and those of the model that they start from.</summary>
    public long OutputBytes(ContextShape model)
    {
        var hidden = (long)_header.EmbeddingLength;
        var perHead = _sequences * (_header.Vocabulary.TokenCount + hidden);
        var remembered = _sequences * (long)(_header.SlidingWindow + model.MicroBatch) * hidden;
        return Count == 0 ? 0 : sizeof(float) * ((Count * perHead) + (model.Batch * hidden) + remembered);
    }

    /// <summary>The largest step of a head.</summary>
    public GraphShape Graph() => new()
    {
        Tokens = (BatchTokens + _sequences - 1) / _sequences * _sequences,
        Outputs = _sequences,
        FullCells = 0,
        SlidingCells = (int)Cells,
        KeyType = KvCacheType.F16,
        ValueType = KvCacheType.F16,
        FlashAttention = true,
    };
}
