namespace Step35.AI.Parsing;

/// <summary>More of the model's reasoning.</summary>
/// <param name="Text">The next characters; never markup, never half a surrogate pair of a whole one.</param>
internal sealed record ReasoningDelta(string Text) : ResponseEvent;
