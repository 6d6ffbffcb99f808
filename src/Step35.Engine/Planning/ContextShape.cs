using Step35.Engine.Gguf;
using Step35.Engine.Planning.Compute;

namespace Step35.Engine.Planning;

/// <summary>The sizes of a context as the native core rounds them.</summary>
/// <remarks>Source: llama.cpp's context and its cache for sliding windows; cells come in steps of 256.</remarks>
internal sealed class ContextShape
{
    private const int CellStep = 256;

    private readonly Step35ModelHeader _header;
    private readonly PlanSettings _settings;

    public ContextShape(Step35ModelHeader header, PlanSettings settings)
    {
        _header = header;
        _settings = settings;
        var cells = (long)settings.ContextLength * settings.Sequences;
        Batch = (int)Math.Min(cells, settings.BatchTokens);
        MicroBatch = Math.Min(Batch, settings.MicroBatchTokens);
        FullCells = (int)Pad(Pad(cells) / settings.Sequences);
        SlidingCells = settings.SlidingWindowFull ? FullCells : (int)Pad(Math.Min(FullCells, header.SlidingWindow + MicroBatch));
    }

    /// <summary>Gets how many tokens a step takes.</summary>
    public int Batch { get; }

    public int MicroBatch { get; }

    /// <summary>Gets the most rows of logits that a step gives.</summary>
    public int OutputRows => Math.Min(Batch, _settings.Sequences * (1 + _settings.DraftTokens));

    /// <summary>Gets the cells of a sequence in layers with full attention.</summary>
    public int FullCells { get; }

    /// <summary>Gets the cells of a sequence in layers with a sliding window.</summary>
    public int SlidingCells { get; }

    /// <summary>Gets the cells of all sequences, in layers of both kinds.</summary>
    public long Cells => ((long)FullCells + SlidingCells) * _settings.Sequences;

    /// <summary>Counts what a layer's keys and values take.</summary>
    public long KvBytes(Step35Layer layer)
    {
        var cells = (long)(layer.IsSlidingWindow ? SlidingCells : FullCells) * _settings.Sequences;
        // Without flash attention values lie transposed, and the core makes all layers as wide as the widest.
        var valueHeads = _settings.FlashAttention ? layer.KeyValueHeads : _header.Layers.Max(other => other.KeyValueHeads);
        return cells * (_settings.KeyCacheType.RowBytes(layer.KeyValueHeads * _header.KeyLength)
            + _settings.ValueCacheType.RowBytes(valueHeads * _header.ValueLength));
    }

    /// <summary>The largest step, which buffers are made for.</summary>
    public GraphShape Graph() => new()
    {
        // Every sequence gets as many tokens as the others.
        Tokens = (MicroBatch + _settings.Sequences - 1) / _settings.Sequences * _settings.Sequences,
        // Drafted tokens are checked all at once, so each asks for a row of logits too.
        Outputs = Math.Min(MicroBatch, OutputRows),
        FullCells = FullCells,
        SlidingCells = SlidingCells,
        KeyType = _settings.KeyCacheType,
        ValueType = _settings.ValueCacheType,
        FlashAttention = _settings.FlashAttention,
    };

    /// <summary>Rounds cells as the core does.</summary>
    public static long Pad(long cells) => (cells + CellStep - 1) / CellStep * CellStep;
}
