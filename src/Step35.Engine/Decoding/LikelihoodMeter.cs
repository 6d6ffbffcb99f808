using System.Buffers;
using System.Numerics.Tensors;
using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Decoding;

/// <summary>Turns rows of logits into the likelihood of tokens.</summary>
/// <param name="likeliest">How many of the likeliest tokens are told.</param>
internal sealed class LikelihoodMeter(int likeliest)
{
    /// <summary>Measures a token and finds the likeliest ones.</summary>
    public TokenLikelihood Measure(ReadOnlySpan<float> logits, TokenId chosen)
    {
        var logSum = LogSumOfExponentials(logits);
        return new TokenLikelihood(logits[chosen.Value] - logSum, FindLikeliest(logits, logSum));
    }

    // The largest is taken off first, or the exponentials would overflow.
    private static float LogSumOfExponentials(ReadOnlySpan<float> logits)
    {
        var largest = TensorPrimitives.Max(logits);
        var rented = ArrayPool<float>.Shared.Rent(logits.Length);
        var exponentials = rented.AsSpan(0, logits.Length);
        TensorPrimitives.Subtract(logits, largest, exponentials);
        TensorPrimitives.Exp(exponentials, exponentials);
        var sum = TensorPrimitives.Sum<float>(exponentials);
        ArrayPool<float>.Shared.Return(rented);
        return largest + MathF.Log(sum);
    }

    private LikelyToken[] FindLikeliest(ReadOnlySpan<float> logits, float logSum)
    {
        Span<int> best = stackalloc int[Math.Min(likeliest, logits.Length)];
        var count = 0;
        for (var token = 0; token < logits.Length && best.Length > 0; token++)
        {
            if (count == best.Length && logits[token] <= logits[best[^1]])
                continue;
            count = Math.Min(count + 1, best.Length);
            Insert(best[..count], token, logits);
        }

        var found = new LikelyToken[best.Length];
        for (var place = 0; place < found.Length; place++)
            found[place] = new LikelyToken(new TokenId(best[place]), logits[best[place]] - logSum);
        return found;
    }

    // The last place is free.
    private static void Insert(Span<int> best, int token, ReadOnlySpan<float> logits)
    {
        var place = best.Length - 1;
        for (; place > 0 && logits[best[place - 1]] < logits[token]; place--)
            best[place] = best[place - 1];
        best[place] = token;
    }
}
