using Step35.Engine.Tokenization;

namespace Step35.Engine.Generation;

/// <summary>A token that the model found likely.</summary>
/// <param name="Token">The token.</param>
/// <param name="LogProbability">The natural logarithm of its probability.</param>
public readonly record struct LikelyToken(TokenId Token, float LogProbability);
