using Step35.Engine.Gguf;
using Step35.Engine.Planning.Compute;

namespace Step35.Engine.Planning;

/// <summary>The buffers that steps are computed in.</summary>
internal sealed record ComputeBuffers
{
    private const int RouteBytes = 8;

    /// <summary>Gets what the model takes on the processor or on each GPU.</summary>
    public required long TrunkBytes { get; init; }

    /// <summary>Gets what a step is given, the masks above all.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Gets the hidden rows that go from one device to the next.</summary>
    public required long HiddenBytes { get; init; }

    /// <summary>Gets the processor's table of the rows that each expert computes: there is room for all of them in each.</summary>
    public required long RoutingBytes { get; init; }

    /// <summary>Measures what the model takes; the heads that draft come on top.</summary>
    public static ComputeBuffers Measure(Step35ModelHeader header, GraphShape graph)
    {
        var (trunk, inputs) = Step35Graph.MeasureTrunk(header, graph);
        return new ComputeBuffers
        {
            TrunkBytes = trunk,
            InputBytes = inputs,
            RoutingBytes = RouteBytes * (long)header.Experts.Count * header.Experts.UsedCount * graph.Tokens,
            HiddenBytes = (long)header.EmbeddingLength * graph.Tokens * sizeof(float),
        };
    }
}
