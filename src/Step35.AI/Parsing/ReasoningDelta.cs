namespace Step35.AI.Parsing;

/// <summary>More of the model's reasoning.</summary>
/// <param name="Text">
/// The next characters; never a control token or a think tag, never half a surrogate pair of a whole one. Other tags of the
/// format may be quoted.
/// </param>
internal sealed record ReasoningDelta(string Text) : ResponseEvent;
