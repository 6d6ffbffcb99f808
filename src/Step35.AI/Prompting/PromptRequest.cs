using Microsoft.Extensions.AI;
using Step35.Engine.Tokenization;

namespace Step35.AI.Prompting;

/// <summary>Everything that decides the text of a prompt.</summary>
/// <param name="Messages">The conversation, oldest first, instructions included; at least one message.</param>
/// <param name="Tools">The functions that the model may call, in the order in which it sees them.</param>
/// <param name="Think">True to let the model reason before it answers; false to hand it an empty reasoning block.</param>
/// <param name="BosText">The text of the model's beginning-of-sequence token.</param>
internal sealed record PromptRequest(
    IReadOnlyList<PromptMessage> Messages,
    IReadOnlyList<AIFunctionDeclaration> Tools,
    bool Think,
    string BosText)
{
    /// <summary>Gets what the answer is made to begin with.</summary>
    public IReadOnlyList<PromptSegment> Opening { get; init; } = [];
}
