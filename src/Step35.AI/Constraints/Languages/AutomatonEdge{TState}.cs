namespace Step35.AI.Constraints.Languages;

/// <summary>Leads from one state to another.</summary>
/// <param name="Characters">Any one of them is read on the way.</param>
/// <param name="Target">The state that comes next.</param>
internal readonly record struct AutomatonEdge<TState>(CharacterSet Characters, TState Target);
