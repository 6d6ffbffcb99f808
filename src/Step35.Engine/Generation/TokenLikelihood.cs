namespace Step35.Engine.Generation;

/// <summary>How likely the model found a token of the answer, and what else it found likely there.</summary>
/// <remarks>
/// These are the model's own probabilities: what penalties, temperature, cuts, bans and a grammar make of them is not in them. Only a token
/// that the loop guard wants avoided counts as all but impossible.
/// </remarks>
/// <param name="LogProbability">The natural logarithm of the token's probability.</param>
/// <param name="Likeliest">The likeliest tokens in its place, the likeliest first; as many as the request asked for.</param>
public sealed record TokenLikelihood(float LogProbability, IReadOnlyList<LikelyToken> Likeliest);
