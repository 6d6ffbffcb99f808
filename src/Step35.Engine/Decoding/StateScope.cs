namespace Step35.Engine.Decoding;

/// <summary>Which layers a saved state holds.</summary>
internal enum StateScope
{
    /// <summary>All: enough to go on from nothing.</summary>
    AllLayers,

    /// <summary>Those with a sliding window, which forget: enough to go on where the other layers are still in place.</summary>
    SlidingLayers,
}
