namespace Step35.AI.Constraints.Languages;

/// <summary>A state of an <see cref="Automaton"/>.</summary>
/// <param name="IsAccepting">Whether a text may end here.</param>
/// <param name="Edges">The ways out: one for each target, and no character on two of them.</param>
internal sealed record AutomatonState(bool IsAccepting, IReadOnlyList<AutomatonEdge<int>> Edges);
