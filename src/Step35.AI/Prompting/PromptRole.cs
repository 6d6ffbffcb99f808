namespace Step35.AI.Prompting;

/// <summary>The kinds of turn that the chat format knows.</summary>
internal enum PromptRole
{
    System,

    /// <summary>A later system message whose author is "observation": the format gives it a role of its own.</summary>
    Observation,

    User,
    Assistant,
    Tool,
}
