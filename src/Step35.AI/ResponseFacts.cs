namespace Step35.AI;

/// <summary>Names what a response tells about itself in its last update: among the additional properties, and as the reason why it ended.</summary>
public static class ResponseFacts
{
    /// <summary>How many seconds the request waited for its turn.</summary>
    public const string QueueSeconds = "queue_seconds";

    /// <summary>How many seconds reading the prompt took.</summary>
    public const string PrefillSeconds = "prefill_seconds";

    /// <summary>How many seconds the model wrote.</summary>
    public const string DecodeSeconds = "decode_seconds";

    /// <summary>How many tokens were guessed ahead.</summary>
    public const string DraftedTokens = "drafted_tokens";

    /// <summary>How many of the guessed tokens were right.</summary>
    public const string AcceptedDraftTokens = "accepted_draft_tokens";

    /// <summary>How many tokens the model thought, also where its reasoning was not returned.</summary>
    public const string ReasoningTokens = "reasoning_tokens";

    /// <summary>How many messages the model did not see, because the context was full.</summary>
    public const string DroppedMessages = "dropped_messages";

    /// <summary>Which stop sequence came up.</summary>
    public const string StopSequence = "stop_sequence";

    /// <summary>The finish reason of an answer that repeated itself without end.</summary>
    public const string LoopFinishReason = "loop";
}
