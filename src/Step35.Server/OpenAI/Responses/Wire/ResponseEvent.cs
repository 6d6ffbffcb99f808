using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>An event of a streamed response; each kind has some of the members.</summary>
internal sealed record ResponseEvent
{
    public string Type { get; init; } = "";

    /// <summary>Gets the place of the event in the stream, from 0.</summary>
    public int SequenceNumber { get; init; }

    public ResponseBody? Response { get; init; }

    public int? OutputIndex { get; init; }

    public ResponseItem? Item { get; init; }

    public string? ItemId { get; init; }

    public int? ContentIndex { get; init; }

    public int? SummaryIndex { get; init; }

    public ResponsePart? Part { get; init; }

    public string? Delta { get; init; }

    public string? Text { get; init; }

    public string? Name { get; init; }

    public string? Arguments { get; init; }

    public IReadOnlyList<TokenLogprob>? Logprobs { get; init; }
}
