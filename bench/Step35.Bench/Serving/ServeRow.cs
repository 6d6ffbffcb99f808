using Step35.Bench.Scenarios;

namespace Step35.Bench.Serving;

/// <summary>One measure with so many clients: the medians over all runs.</summary>
internal sealed record ServeRow(int Clients, string Measure, double Ours, double Theirs, string Unit, double Ratio, string Bar, bool Holds)
{
    private static readonly Bar Throughput = Scenarios.Bar.AtLeast(1.05);
    private static readonly Bar Waiting = Scenarios.Bar.AtMost(0.9);

    public static IEnumerable<ServeRow> Of(int clients, IReadOnlyList<ServedRun> ours, IReadOnlyList<ServedRun> theirs)
    {
        yield return Create("tokens of all clients", Rates.TokensPerSecond, Throughput, static run => run.TokensPerSecond);
        yield return Create("first token, median", "ms", Waiting, static run => run.MedianFirstTokenMs);

        ServeRow Create(string measure, string unit, Bar bar, Func<ServedRun, double> read)
        {
            var (our, their) = (Statistics.Median(ours.Select(read)), Statistics.Median(theirs.Select(read)));
            return new ServeRow(clients, measure, our, their, unit, our / their, $"{bar}", bar.Holds(our / their));
        }
    }
}
