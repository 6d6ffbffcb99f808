using System.Globalization;

namespace Step35.Bench.Scenarios;

/// <summary>Where a number lies that was measured often, with a chance of 95 in 100.</summary>
internal readonly record struct Interval(double Low, double High)
{
    private const int Resamples = 2_000;
    private const double Tail = 0.025;
    private const int Seed = 1;

    /// <summary>Estimates where the median of a population lies, by drawing from its sample again and again.</summary>
    /// <remarks>Source: the percentile bootstrap of Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979.</remarks>
    public static Interval OfMedian(IReadOnlyList<double> sample)
    {
        var random = new Random(Seed);
        var all = sample.ToArray();
        var medians = Enumerable.Range(0, Resamples).Select(_ => Statistics.Median(random.GetItems(all, all.Length))).Order().ToList();
        return new Interval(medians[(int)(Tail * Resamples)], medians[^(int)(Tail * Resamples)]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:0.00}-{High:0.00}");
}
