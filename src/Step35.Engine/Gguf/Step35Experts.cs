namespace Step35.Engine.Gguf;

/// <summary>The expert settings that all layers with experts share.</summary>
/// <param name="Count">How many experts a layer has.</param>
/// <param name="UsedCount">How many of them each token is routed to.</param>
/// <param name="FeedForwardLength">The inner length of a routed expert.</param>
/// <param name="SharedFeedForwardLength">The inner length of the shared expert.</param>
/// <param name="WeightsScale">The factor on the routing weights.</param>
public sealed record Step35Experts(int Count, int UsedCount, int FeedForwardLength, int SharedFeedForwardLength, float WeightsScale);
