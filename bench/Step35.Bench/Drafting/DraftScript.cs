using Step35.Engine.Tokenization;

namespace Step35.Bench.Drafting;

/// <summary>What requests of the test device write, and which guesses of it are right.</summary>
/// <remarks>
/// All follows from a request's seed and a position, so that every way of drafting meets the same luck. The draw is the finish of
/// SplitMix64: Steele et al., "Fast Splittable Pseudorandom Number Generators", 2014.
/// </remarks>
/// <param name="alphabet">The tokens that it writes; none of them ends a turn.</param>
internal sealed class DraftScript(IReadOnlyList<TokenId> alphabet)
{
    private const ulong TokenStream = 0x9E3779B97F4A7C15;
    private const ulong LuckStream = 0xD1B54A32D192ED03;

    /// <summary>Gets or sets the chance that a guess is right; to be changed only while nothing runs.</summary>
    public double Chance { get; set; }

    /// <summary>Gets the token that a request has at a position.</summary>
    public TokenId Token(uint seed, int position) => alphabet[Index(seed, position)];

    /// <summary>Gets what is guessed of that token.</summary>
    public TokenId Guess(uint seed, int position)
    {
        var isRight = Draw(LuckStream, seed, position) < Chance;
        return alphabet[(Index(seed, position) + (isRight ? 0 : 1)) % alphabet.Count];
    }

    private int Index(uint seed, int position) => (int)(Draw(TokenStream, seed, position) * alphabet.Count);

    /// <summary>Draws a number from 0 to below 1.</summary>
    private static double Draw(ulong stream, uint seed, int position)
    {
        var bits = ((((ulong)seed << 32) | (uint)position) + 1) * stream;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        return (bits >> 11) / (double)(1UL << 53);
    }
}
