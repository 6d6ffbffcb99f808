namespace Step35.Engine.Drafting;

/// <summary>What a step with drafts came to.</summary>
internal readonly record struct DraftStep
{
    /// <summary>Gets how many tokens were drafted for a sequence, of those with the longest draft.</summary>
    public int Length { get; init; }

    /// <summary>Gets how many sequences the heads guessed for.</summary>
    public required int HeadDrafts { get; init; }

    /// <summary>Gets how many sequences write.</summary>
    public int Sequences { get; init; }

    /// <summary>Gets their rows.</summary>
    public int Rows { get; init; }

    /// <summary>Gets how many tokens they have now more than before.</summary>
    public int Tokens { get; init; }

    /// <summary>Gets a value indicating whether one of them writes its first tokens.</summary>
    public bool Begins { get; init; }

    /// <summary>Gets a value indicating whether the heads had nothing to catch up on.</summary>
    public required bool IsSteady { get; init; }

    /// <summary>Gets a value indicating whether the step held rows of prompts, too.</summary>
    public required bool ReadsPrompts { get; init; }

    public required TimeSpan DraftTime { get; init; }

    public required TimeSpan StepTime { get; init; }

    /// <summary>Adds one sequence's draft.</summary>
    public DraftStep With(Draft draft) => this with
    {
        Length = Math.Max(Length, draft.Count),
        Sequences = Sequences + 1,
        Rows = Rows + 1 + draft.Count,
        Tokens = Tokens + 1 + draft.Accepted,
        Begins = Begins || draft.IsFirst,
        IsSteady = IsSteady && draft.IsSteady,
    };
}
