namespace Step35.Engine.ModelTests;

/// <summary>How unlike two samples of one size are (Pearson, 1900).</summary>
internal readonly record struct ChiSquared(double Statistic, int DegreesOfFreedom)
{
    /// <summary>Gets what two samples of one distribution exceed once in ten thousand times (Wilson and Hilferty, 1931).</summary>
    public double CriticalValue
    {
        get
        {
            var spread = 2.0 / (9 * DegreesOfFreedom);
            return DegreesOfFreedom * Math.Pow(1 - spread + (3.719 * Math.Sqrt(spread)), 3);
        }
    }

    /// <summary>Compares how often each thing came.</summary>
    public static ChiSquared Of(IEnumerable<int> counts, IEnumerable<int> others)
    {
        var seen = counts.Zip(others).Where(pair => pair.First + pair.Second > 0).ToList();
        return new(seen.Sum(pair => Math.Pow(pair.First - pair.Second, 2) / (pair.First + pair.Second)), seen.Count - 1);
    }
}
