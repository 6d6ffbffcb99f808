namespace Step35.Bench.Server;

/// <summary>A part of a completion, or all of it when it is not streamed.</summary>
/// <param name="Tokens">The tokens that came with it.</param>
/// <param name="Timings">The server's own counters; in the last part only.</param>
public sealed record ServerUpdate(IReadOnlyList<int> Tokens, ServerTimings? Timings);
