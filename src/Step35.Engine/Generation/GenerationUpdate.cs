using Step35.Engine.Tokenization;

namespace Step35.Engine.Generation;

/// <summary>One step of a generation.</summary>
/// <param name="Token">The token that was chosen, or null in the last update when no token came with it.</param>
/// <param name="Text">
/// The text that is complete by now: empty while a character or a possible stop sequence is still unfinished.
/// </param>
/// <param name="Summary">What the whole generation came to; set in the last update only.</param>
public readonly record struct GenerationUpdate(TokenId? Token, string Text, GenerationSummary? Summary)
{
    /// <summary>Gets how likely the model found the token; null unless the request asks for it.</summary>
    public TokenLikelihood? Likelihood { get; init; }
}
