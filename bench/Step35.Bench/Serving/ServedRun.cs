using System.Diagnostics;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Serving;

/// <summary>The answers of all clients in one run.</summary>
internal sealed record ServedRun(IReadOnlyList<ServedAnswer> Answers)
{
    /// <summary>Gets how many tokens came in a second, from the first request to the end of the last answer.</summary>
    public double TokensPerSecond =>
        Answers.Sum(answer => answer.Tokens) / Stopwatch.GetElapsedTime(Answers.Min(answer => answer.Asked), Answers.Max(answer => answer.Ended)).TotalSeconds;

    public IEnumerable<double> FirstTokenMs => Answers.Select(answer => Stopwatch.GetElapsedTime(answer.Asked, answer.First).TotalMilliseconds);

    public double MedianFirstTokenMs => Statistics.Median(FirstTokenMs);
}
