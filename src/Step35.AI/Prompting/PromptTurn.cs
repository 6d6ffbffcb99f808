namespace Step35.AI.Prompting;

/// <summary>A question of the user and everything up to the next one.</summary>
/// <remarks>What stands before the first question is a turn of its own, without a question.</remarks>
/// <param name="Messages">The messages.</param>
internal sealed record PromptTurn(IReadOnlyList<PromptMessage> Messages)
{
    public bool HasQuestion => Messages is [var first, ..] && IsQuestion(first);

    /// <summary>Gets the place of the turn's first assistant message, or the number of its messages when there is none.</summary>
    public int FirstAnswer { get; } = Messages.TakeWhile(message => message.Role != PromptRole.Assistant).Count();

    public bool HasAnswer => FirstAnswer < Messages.Count;

    /// <summary>Gets the turn without all but its system messages; it may hold none.</summary>
    public PromptTurn SystemOnly => new([.. Messages.Where(message => message.Role == PromptRole.System)]);

    /// <summary>Splits a conversation into its turns; a system message at its start belongs to none.</summary>
    public static IReadOnlyList<PromptTurn> Split(IReadOnlyList<PromptMessage> messages)
    {
        var turns = new List<PromptTurn>();
        var current = new List<PromptMessage>();
        foreach (var message in messages.Skip(messages[0].Role == PromptRole.System ? 1 : 0))
        {
            if (IsQuestion(message) && current.Count > 0)
            {
                turns.Add(new PromptTurn(current));
                current = [];
            }

            current.Add(message);
        }

        if (current.Count > 0)
            turns.Add(new PromptTurn(current));
        return turns;
    }

    // The format also lets a user's message carry the result of a call; that asks nothing.
    private static bool IsQuestion(PromptMessage message) =>
        message.Role == PromptRole.User
        && !(message.Text.StartsWith(TemplateText.ResponseStart, StringComparison.Ordinal)
            && message.Text.EndsWith(TemplateText.ResponseEnd, StringComparison.Ordinal));
}
