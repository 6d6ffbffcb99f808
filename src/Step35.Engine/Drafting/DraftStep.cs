namespace Step35.Engine.Drafting;

/// <summary>What a step with drafts came to.</summary>
internal readonly record struct DraftStep
{
    /// <summary>Gets how many sequences the heads guessed for.</summary>
    public required int HeadDrafts { get; init; }

    /// <summary>Gets how many sequences write.</summary>
    public int Sequences { get; init; }

    /// <summary>Gets their rows.</summary>
    public int Rows { get; init; }

    /// <summary>Gets a value indicating whether one of them writes its first tokens.</summary>
    public bool Begins { get; init; }

    /// <summary>Gets a value indicating whether the step held rows of prompts, too.</summary>
    public required bool ReadsPrompts { get; init; }

    public required TimeSpan DraftTime { get; init; }

    public required TimeSpan StepTime { get; init; }

    /// <summary>Adds one sequence's draft.</summary>
    public DraftStep With(Draft draft) => this with
    {
        Sequences = Sequences + 1,
        Rows = Rows + 1 + draft.Count,
        Begins = Begins || draft.IsFirst,
    };
}
