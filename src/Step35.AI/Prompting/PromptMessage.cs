namespace Step35.AI.Prompting;

/// <summary>One message as the chat template sees it: trimmed text, no content objects.</summary>
/// <param name="Role">The kind of turn.</param>
/// <param name="Text">The message text, or the text of one tool result.</param>
/// <param name="Reasoning">The reasoning, or null when the message carries none of its own.</param>
/// <param name="Calls">The function calls; only assistant messages have any.</param>
internal sealed record PromptMessage(PromptRole Role, string Text, string? Reasoning, IReadOnlyList<PromptCall> Calls)
{
    /// <summary>Gets how many tokens of reasoning the message took, as its response told; null when it does not say.</summary>
    public int? ReasoningTokens { get; init; }

    /// <summary>Gets the place of the chat message that it came from.</summary>
    public int SourceIndex { get; init; }

    public PromptMessage(PromptRole role, string text)
        : this(role, text, null, [])
    {
    }
}
