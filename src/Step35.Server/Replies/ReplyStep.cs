using Step35.AI;

namespace Step35.Server.Replies;

/// <summary>A step of a reply.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Block">The block that it happens to.</param>
/// <param name="Piece">What is new in it; empty where nothing is.</param>
internal readonly record struct ReplyStep(ReplyStepKind Kind, ReplyBlock Block, string Piece = "")
{
    /// <summary>Gets the tokens of the piece, where the request asked for them.</summary>
    public IReadOnlyList<TextToken> Tokens { get; init; } = [];
}
