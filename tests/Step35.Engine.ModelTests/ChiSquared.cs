namespace Step35.Engine.ModelTests;

/// <summary>How unlike two samples of one size are (Pearson, 1900).</summary>
internal readonly record struct ChiSquared(double Statistic, int DegreesOfFreedom)
{
    private const int LeastOfCell = 10;

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
    public static ChiSquared Of(IReadOnlyList<int> counts, IReadOnlyList<int> others)
    {
        Assert.Equal(counts.Sum(), others.Sum());
        var cells = Pool(counts.Zip(others)).ToList();
        Assert.True(cells.Count > 1, "Everything falls into one cell, where samples of one size cannot differ.");
        return new(cells.Sum(cell => Math.Pow(cell.First - cell.Second, 2) / (cell.First + cell.Second)), cells.Count - 1);
    }

    // The limit holds where about five of each sample are to be expected (Cochran, 1954); what is rarer shares a cell.
    private static IEnumerable<(int First, int Second)> Pool(IEnumerable<(int First, int Second)> cells)
    {
        var (first, second) = (0, 0);
        foreach (var cell in cells.OrderBy(cell => cell.First + cell.Second))
        {
            (first, second) = (first + cell.First, second + cell.Second);
            if (first + second < LeastOfCell)
                continue;
            yield return (first, second);
            (first, second) = (0, 0);
        }
    }
}
