namespace Step35.AI.Constraints.Languages;

/// <summary>Characters that follow each other.</summary>
/// <param name="First">The first scalar value.</param>
/// <param name="Last">The last one, itself included.</param>
internal readonly record struct CharacterRange(int First, int Last);
