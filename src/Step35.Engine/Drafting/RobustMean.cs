namespace Step35.Engine.Drafting;

/// <summary>The mean of positive numbers, in which older ones count less and less and outliers little.</summary>
/// <remarks>The first few count by their least, because the very first may be an outlier.</remarks>
internal sealed class RobustMean
{
    private const int TrustedSamples = 3;
    private const double LeastWeight = 1.0 / 8;

    // What was held up by something else must not drown the others.
    private const double MostSurprise = 1.4;

    public double Value { get; private set; }

    /// <summary>Gets how many numbers there were since the last restart.</summary>
    public int Count { get; private set; }

    public bool IsTrusted => Count >= TrustedSamples;

    /// <summary>Makes a mean that is trusted as it is.</summary>
    public static RobustMean Of(double value) => new() { Value = value, Count = TrustedSamples };

    public void Learn(double number)
    {
        Value = Count == 0 ? number : IsTrusted ? Approach(number) : Math.Min(Value, number);
        Count++;
    }

    /// <summary>Begins anew with the next number; until then the mean stays.</summary>
    public void Restart() => Count = 0;

    private double Approach(double number)
    {
        var weight = Math.Max(LeastWeight, 1.0 / (Count - TrustedSamples + 2));
        return Value * (1 + (weight * (Math.Clamp(number / Value, 1 / MostSurprise, MostSurprise) - 1)));
    }
}
