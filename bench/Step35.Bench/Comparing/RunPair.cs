using Step35.Bench.Contestants;

namespace Step35.Bench.Comparing;

/// <summary>The same run of both sides.</summary>
internal sealed record RunPair(IReadOnlyList<Completion> Ours, IReadOnlyList<Completion> Theirs);
