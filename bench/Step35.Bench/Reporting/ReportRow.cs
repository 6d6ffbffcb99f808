using Step35.Bench.Comparing;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Reporting;

/// <summary>One measure of one scenario: the medians over all runs.</summary>
internal sealed record ReportRow(string Scenario, Measure Measure, double Ours, double Theirs)
{
    public double Ratio => Ours / Theirs;

    /// <summary>Gets whether the ratio reaches the measure's bar; null where there is none.</summary>
    public bool? Holds => Measure.Bar?.Holds(Ratio);

    public static ReportRow Of(IScenario scenario, Measure measure, IReadOnlyList<RunPair> runs) => new(
        scenario.Name,
        measure,
        Statistics.Median(runs.Select(run => measure.Read(run.Ours))),
        Statistics.Median(runs.Select(run => measure.Read(run.Theirs))));
}
