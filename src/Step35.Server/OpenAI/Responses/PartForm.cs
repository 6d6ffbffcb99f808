using Step35.AI;
using Step35.Server.OpenAI.Responses.Wire;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Responses;

/// <summary>How a text stands in its item, and how its events are named.</summary>
/// <param name="PartType">The type of the part that holds it.</param>
/// <param name="PartName">What stands before <c>.added</c> and <c>.done</c> where the part begins and ends.</param>
/// <param name="TextName">What stands before <c>.delta</c> and <c>.done</c> of the text.</param>
internal sealed record PartForm(string PartType, string PartName, string TextName)
{
    private static readonly PartForm Content = new("reasoning_text", "response.content_part", "response.reasoning_text");
    private static readonly PartForm Summary = new("summary_text", "response.reasoning_summary_part", "response.reasoning_summary_text");

    public static PartForm Answer { get; } = new("output_text", "response.content_part", "response.output_text");

    /// <summary>Gets a value indicating whether the part stands in the item's summary, not in its content.</summary>
    public bool IsSummary => this == Summary;

    /// <summary>Gets the place of the part, since each item has one only.</summary>
    public ResponseEvent Place => IsSummary ? new() { SummaryIndex = 0 } : new() { ContentIndex = 0 };

    /// <summary>Finds where a client looks for reasoning: in the summary, if it asks for one. The text is the same.</summary>
    public static PartForm OfReasoning(ResponsesRequest request) => request.Reasoning?.Summary is null ? Content : Summary;

    /// <summary>Words the tokens of an answer, none unless they were asked for; reasoning has no such list.</summary>
    public IReadOnlyList<TokenLogprob>? ToLogprobs(IReadOnlyList<TextToken> tokens) => this == Answer ? [.. tokens.Select(TokenLogprob.Of)] : null;

    public ResponsePart ToPart(string text, IReadOnlyList<TextToken> tokens) =>
        new(PartType) { Text = text, Annotations = this == Answer ? [] : null, Logprobs = ToLogprobs(tokens) };
}
