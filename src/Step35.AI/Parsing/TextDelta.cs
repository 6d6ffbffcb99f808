namespace Step35.AI.Parsing;

/// <summary>More of the text that the user reads.</summary>
/// <param name="Text">The next characters; never markup, never half a surrogate pair of a whole one.</param>
internal sealed record TextDelta(string Text) : ResponseEvent;
