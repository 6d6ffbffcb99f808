namespace Step35.Server.Anthropic.Wire;

/// <summary>What is new in a block, or in the message at its end; each kind has some of the members.</summary>
internal sealed record EventDelta
{
    /// <summary>Gets the kind; null for that of the message.</summary>
    public string? Type { get; init; }

    public string? Text { get; init; }

    public string? Thinking { get; init; }

    public string? Signature { get; init; }

    public string? PartialJson { get; init; }

    public string? StopReason { get; init; }

    public string? StopSequence { get; init; }
}
