namespace Step35.Engine.Drafting;

/// <summary>Who guessed.</summary>
internal enum DraftSource
{
    /// <summary>The conversation itself: what followed the same tokens before.</summary>
    PromptLookup,

    /// <summary>The model's multi-token-prediction heads.</summary>
    Heads,
}
