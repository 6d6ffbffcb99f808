namespace Step35.Server.Anthropic.Wire;

/// <summary>An event of a streamed message; each kind has some of the members.</summary>
internal sealed record MessageEvent(string Type)
{
    public MessageReply? Message { get; init; }

    public int? Index { get; init; }

    public ContentBlock? ContentBlock { get; init; }

    public EventDelta? Delta { get; init; }

    public MessageUsage? Usage { get; init; }

    public ErrorDetail? Error { get; init; }
}
