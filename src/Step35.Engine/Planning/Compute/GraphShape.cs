namespace Step35.Engine.Planning.Compute;

/// <summary>The size of the largest decode step, which the native core makes its buffers for.</summary>
internal sealed record GraphShape
{
    /// <summary>Gets the tokens that are computed at once.</summary>
    public required int Tokens { get; init; }

    /// <summary>Gets the rows of logits that one step gives.</summary>
    public required int Outputs { get; init; }

    /// <summary>Gets the cells that a token's mask covers in layers with full attention.</summary>
    public required int FullCells { get; init; }

    /// <summary>Gets the cells that a token's mask covers in layers with a sliding window.</summary>
    public required int SlidingCells { get; init; }

    public required KvCacheType KeyType { get; init; }

    public required KvCacheType ValueType { get; init; }

    /// <summary>Gets whether attention runs without a matrix of all scores.</summary>
    public required bool FlashAttention { get; init; }
}
