namespace Step35.Engine.Gguf;

/// <summary>The shape of one layer.</summary>
public sealed record Step35Layer
{
    /// <summary>Gets the position in the model, counted from zero; MTP layers come last.</summary>
    public required int Index { get; init; }

    /// <summary>Gets whether the layer drafts tokens instead of being part of the model proper.</summary>
    public required bool IsMtp { get; init; }

    /// <summary>Gets whether attention looks back over the sliding window only.</summary>
    public required bool IsSlidingWindow { get; init; }

    /// <summary>Gets whether the feed-forward part routes to experts.</summary>
    public required bool HasExperts { get; init; }

    /// <summary>Gets the number of query heads.</summary>
    public required int QueryHeads { get; init; }

    /// <summary>Gets the number of key and value heads.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Gets the limit on the routed experts' activations.</summary>
    /// <value>0 for none.</value>
    public float RoutedClamp { get; init; }

    /// <summary>Gets the limit on the shared expert's activations.</summary>
    /// <value>0 for none.</value>
    public float SharedClamp { get; init; }
}
