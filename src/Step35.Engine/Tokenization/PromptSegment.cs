namespace Step35.Engine.Tokenization;

/// <summary>One run of prompt text and who wrote it.</summary>
/// <param name="Text">The text; segments join without a separator.</param>
/// <param name="IsTemplate">
/// True for text that the chat template itself puts: special tokens in it are recognised.
/// False for text that came from outside: it can never become a special token.
/// </param>
public readonly record struct PromptSegment(string Text, bool IsTemplate)
{
    /// <summary>
    /// Gets a value indicating whether later prompts of the conversation are likely to differ from here on: the engine keeps what it
    /// has computed up to this place.
    /// </summary>
    /// <value>Default false. Heeded where the text begins with a special token of the template.</value>
    public bool IsBranchPoint { get; init; }
}
