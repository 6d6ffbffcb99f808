namespace Step35.Engine.Generation;

/// <summary>What a finished generation came to.</summary>
public sealed record GenerationSummary
{
    /// <summary>Gets why it ended.</summary>
    public required FinishReason FinishReason { get; init; }

    /// <summary>Gets the prompt's length in tokens.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Gets how many of the prompt's tokens were not computed again, because the engine still knew them.</summary>
    public required int CachedTokens { get; init; }

    /// <summary>Gets how many tokens were generated, with the one that ended the turn.</summary>
    public required int GeneratedTokens { get; init; }

    /// <summary>Gets how many tokens were guessed ahead.</summary>
    public int DraftedTokens { get; init; }

    /// <summary>Gets how many of the guessed tokens were right.</summary>
    public int AcceptedDraftTokens { get; init; }

    /// <summary>Gets the seed of the draw; with the same prompt and settings it gives the same tokens again.</summary>
    public required uint Seed { get; init; }

    /// <summary>Gets the time from posting to admission.</summary>
    public required TimeSpan QueueTime { get; init; }

    /// <summary>Gets the time from admission to the first generated token.</summary>
    public required TimeSpan PrefillTime { get; init; }

    /// <summary>Gets the time from the first generated token to the last.</summary>
    public required TimeSpan DecodeTime { get; init; }
}
