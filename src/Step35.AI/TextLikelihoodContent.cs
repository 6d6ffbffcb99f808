using Microsoft.Extensions.AI;

namespace Step35.AI;

/// <summary>How likely the model found the tokens of the text that came before.</summary>
/// <remarks>Comes only where <c>AdditionalProperties["likeliest_tokens"]</c> of a request asks for it.</remarks>
/// <param name="tokens">The tokens, in order.</param>
public sealed class TextLikelihoodContent(IReadOnlyList<TextToken> tokens) : AIContent
{
    /// <summary>Gets the tokens, in order; reasoning, calls and what ends the answer are not among them.</summary>
    public IReadOnlyList<TextToken> Tokens { get; } = tokens ?? throw new ArgumentNullException(nameof(tokens));
}
