namespace Step35.Engine.Generation;

/// <summary>Why a generation ended.</summary>
public enum FinishReason
{
    /// <summary>The model ended its turn.</summary>
    EndOfTurn,

    /// <summary>A stop sequence came up.</summary>
    StopSequence,

    /// <summary>The request's own token limit was reached.</summary>
    MaxTokens,

    /// <summary>The context was full.</summary>
    ContextFull,

    /// <summary>The answer kept repeating itself.</summary>
    Loop,
}
