using Step35.Engine.Gguf;

namespace Step35.Engine.Planning.Compute;

/// <summary>Notes the graph of a Step-3.5 model, or of a part of its layers, as the native core computes it.</summary>
/// <remarks>Source: llama.cpp's graph of this architecture. Only sizes and the order of computation matter here.</remarks>
internal sealed class Step35Graph
{
    private readonly ComputeGraph _graph = new();
    private readonly Step35ModelHeader _header;
    private readonly GraphShape _shape;
    private readonly long _hiddenBytes;
    private AttentionInputs? _full;
    private AttentionInputs? _sliding;
    private int _positions;

    private Step35Graph(Step35ModelHeader header, GraphShape shape)
    {
        _header = header;
        _shape = shape;
        _hiddenBytes = Rows(header.EmbeddingLength);
    }

    /// <summary>Measures what the model takes to compute, and what it is given.</summary>
    public static (long Bytes, long InputBytes) MeasureTrunk(Step35ModelHeader header, GraphShape shape)
    {
        var graph = new Step35Graph(header, shape);
        graph.Logits(graph.Trunk(graph.Embed()));
        return (graph._graph.MeasureBytes(), graph._graph.CountInputs());
    }

    /// <summary>Measures what one layer that drafts takes to compute, with its output head.</summary>
    public static long MeasureHead(Step35ModelHeader header, Step35Layer layer, GraphShape shape)
    {
        var graph = new Step35Graph(header, shape);
        graph.Logits(graph.Layer(layer, graph.Join()));
        return graph._graph.MeasureBytes();
    }

    private int Trunk(int hidden) => _graph.Keep(_header.Layers.Where(layer => !layer.IsMtp).Aggregate(hidden, (current, layer) => Layer(layer, current)));

    private int Embed()
    {
        var tokens = _graph.Input(Rows(1));
        // The core keeps room for hidden rows as input beside tokens, whichever a batch brings.
        _graph.Keep(_graph.Input(_hiddenBytes));
        _positions = _graph.Input(Rows(1));
        return _graph.Fresh(_hiddenBytes, tokens);
    }

    private int Join()
    {
        var tokens = _graph.Input(Rows(1));
        var previous = _graph.Input(_hiddenBytes);
        _positions = _graph.Input(Rows(1));
        var joined = _graph.Fresh(2 * _hiddenBytes, _graph.Fresh(_hiddenBytes, tokens), _graph.Fresh(_hiddenBytes, previous));
        return _graph.Fresh(_hiddenBytes, joined);
    }

    private int Layer(Step35Layer layer, int hidden)
    {
        var attended = Attention(layer, hidden);
        var sum = _graph.InPlace(_hiddenBytes, attended, hidden);
        var normed = _graph.InPlace(_hiddenBytes, sum);
        var output = layer.HasExperts ? Experts(layer, normed) : FeedForward(normed, _header.FeedForwardLength, layer.SharedClamp);
        return _graph.InPlace(_hiddenBytes, output, sum);
    }

    private int Attention(Step35Layer layer, int hidden)
    {
        var inputs = Inputs(layer);
        var normed = _graph.InPlace(_hiddenBytes, hidden);
        var query = Position(normed, layer.QueryHeads * _header.KeyLength, inputs.KeyRotation);
        var key = Position(normed, layer.KeyValueHeads * _header.KeyLength, inputs.KeyRotation);
        var valueLength = layer.KeyValueHeads * _header.ValueLength;
        var value = Rotate(_graph.Fresh(Rows(valueLength), normed), valueLength, inputs.ValueRotation);
        _graph.Fresh(0, key, inputs.KeyIndices);
        _graph.Fresh(0, value, inputs.ValueIndices);

        var length = layer.QueryHeads * _header.ValueLength;
        var attended = _shape.FlashAttention ? _graph.Fresh(Rows(length), query, inputs.Mask) : Scores(layer, inputs, query);
        attended = Rotate(attended, length, inputs.ValueRotation);
        var gate = _graph.Fresh(Rows(layer.QueryHeads), normed);
        return _graph.Fresh(_hiddenBytes, _graph.Fresh(Rows(length), attended, gate));
    }

    // Inputs are laid out in the order in which layers first ask for them.
    private AttentionInputs Inputs(Step35Layer layer) => layer.IsSlidingWindow
        ? _sliding ??= new AttentionInputs(_graph, _header, _shape, isSliding: true)
        : _full ??= new AttentionInputs(_graph, _header, _shape, isSliding: false);

    // ggml never works in place of a tensor that it sees through a change of shape, as heads are of rows; so the position takes a new one.
    private int Position(int normed, int length, int? rotation) =>
        Rotate(_graph.Fresh(Rows(length), _graph.Fresh(Rows(length), normed), _positions), length, rotation);

    private int Rotate(int rows, int length, int? rotation) => rotation is { } matrix ? _graph.Fresh(Rows(length), rows, matrix) : rows;

    private int Scores(Step35Layer layer, AttentionInputs inputs, int query)
    {
        var scoreBytes = (long)inputs.Cells * Rows(layer.QueryHeads);
        var scores = _graph.InPlace(scoreBytes, _graph.Fresh(scoreBytes, query), inputs.Mask);
        var length = layer.QueryHeads * _header.ValueLength;
        return _graph.Fresh(Rows(length), _graph.Fresh(Rows(length), scores));
    }

    private int FeedForward(int normed, int length, float clamp) =>
        _graph.Fresh(_hiddenBytes, Gated(Rows(length), clamp, normed));

    private int Experts(Step35Layer layer, int normed)
    {
        var experts = _header.Experts;
        var (order, weights) = Route(experts, normed);
        var inner = Gated(Rows(experts.UsedCount * experts.FeedForwardLength), layer.RoutedClamp, normed, order);
        var bytes = experts.UsedCount * _hiddenBytes;
        var outputs = _graph.InPlace(bytes, _graph.Fresh(bytes, inner, order), weights);
        var sum = _graph.Fresh(_hiddenBytes, outputs);
        for (var i = 2; i < experts.UsedCount; i++)
            sum = _graph.InPlace(_hiddenBytes, sum, outputs);
        return _graph.InPlace(_hiddenBytes, sum, FeedForward(normed, experts.SharedFeedForwardLength, layer.SharedClamp));
    }

    // The biased scores are sorted, the plain ones of the chosen experts are made to sum up and scaled.
    private (int Order, int Weights) Route(Step35Experts experts, int normed)
    {
        var scores = _graph.Fresh(Rows(experts.Count), normed);
        var order = _graph.Fresh(Rows(experts.Count), _graph.Fresh(Rows(experts.Count), scores));
        var bytes = Rows(experts.UsedCount);
        var chosen = _graph.Fresh(bytes, scores, order);
        return (order, _graph.Fresh(bytes, _graph.Fresh(bytes, chosen, _graph.Fresh(Rows(1), chosen))));
    }

    private int Gated(long bytes, float clamp, params ReadOnlySpan<int> sources)
    {
        var gate = _graph.Fresh(bytes, sources);
        var up = _graph.Fresh(bytes, sources);
        // A clamped product is taken step by step, each in place; the plain one is one step with memory of its own.
        return clamp > 0 ? _graph.InPlace(bytes, gate, up) : _graph.Fresh(bytes, gate, up);
    }

    private void Logits(int hidden)
    {
        var rows = (long)_shape.Outputs * sizeof(float);
        var outputs = _graph.Keep(_graph.Fresh(rows * _header.EmbeddingLength, hidden, _graph.Input(rows)));
        _graph.Keep(_graph.Fresh(rows * _header.Vocabulary.TokenCount, outputs));
    }

    private long Rows(int length) => (long)_shape.Tokens * length * sizeof(float);
}
