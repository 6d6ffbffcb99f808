namespace Step35.Bench.Drafting;

/// <summary>What drafts of one length should come to when each guess is right with some chance, and all after a wrong one are lost.</summary>
internal readonly record struct DraftLuck(double Chance, int Length)
{
    // One sound measurement in some ten thousand lies further off.
    private const double MostDeviations = 4;

    private double MeanAccepted => Moment(static _ => 1);

    private double Variance => Moment(static index => (2 * index) - 1) - (MeanAccepted * MeanAccepted);

    /// <summary>Checks that the device does as it was told.</summary>
    /// <exception cref="BenchException">It does not.</exception>
    public void Check(int drafted, int accepted)
    {
        var drafts = (double)drafted / Length;
        var error = MostDeviations * Math.Sqrt(Math.Max(0, Variance) / drafts);
        // Rounding; at a chance of 0 or 1 nothing else is left to luck.
        if (drafted == 0 || Math.Abs((accepted / drafts) - MeanAccepted) > error + 1e-6)
            throw new BenchException(
                $"Of {drafted} tokens drafted by {Length} at a chance of {Chance} each, {accepted} were accepted, "
                + $"which should be {MeanAccepted * drafts:0} give or take {error * drafts:0}; what was measured means nothing.");
    }

    private double Moment(Func<int, double> weight)
    {
        var (sum, chance) = (0.0, 1.0);
        for (var index = 1; index <= Length; index++)
            sum += weight(index) * (chance *= Chance);
        return sum;
    }
}
