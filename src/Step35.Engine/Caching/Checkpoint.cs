namespace Step35.Engine.Caching;

/// <summary>What the sliding layers knew when a sequence was as long as this.</summary>
/// <param name="Length">How many tokens the sequence had.</param>
/// <param name="State">The state of the sliding layers.</param>
internal readonly record struct Checkpoint(int Length, SharedState State);
