namespace Step35.Engine.Gguf;

/// <summary>The settings of the rotary position embedding.</summary>
/// <param name="FullDimensions">How many dimensions of a head rotate in layers with full attention.</param>
/// <param name="SlidingDimensions">How many dimensions of a head rotate in layers with a sliding window.</param>
/// <param name="FullFrequencyBase">The frequency base of layers with full attention.</param>
/// <param name="SlidingFrequencyBase">The frequency base of layers with a sliding window.</param>
public sealed record Step35Rope(int FullDimensions, int SlidingDimensions, float FullFrequencyBase, float SlidingFrequencyBase);
