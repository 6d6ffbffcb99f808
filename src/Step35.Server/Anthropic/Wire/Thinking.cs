namespace Step35.Server.Anthropic.Wire;

/// <summary>Whether the model thinks, and for how long.</summary>
internal sealed record Thinking(string Type)
{
    public int? BudgetTokens { get; init; }

    /// <summary>Gets how thinking is shown; <c>omitted</c> leaves it out of the reply.</summary>
    public string? Display { get; init; }
}
