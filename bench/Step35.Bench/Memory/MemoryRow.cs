using Step35.Bench.Scenarios;

namespace Step35.Bench.Memory;

/// <summary>What a model was to take of the memory, and what it took.</summary>
/// <param name="Sequences">The conversations.</param>
/// <param name="ContextLength">The tokens of each.</param>
/// <param name="PlannedMegabytes">What the plan counts.</param>
/// <param name="BeforeMegabytes">What the program held without the model.</param>
/// <param name="PeakMegabytes">The most that it ever held.</param>
internal sealed record MemoryRow(int Sequences, int ContextLength, double PlannedMegabytes, double BeforeMegabytes, double PeakMegabytes)
{
    private static readonly Bar Required = Scenarios.Bar.AtMost(0.05);

    /// <summary>Gets by what part of it the plan is off.</summary>
    public double Off => Math.Abs(PeakMegabytes - BeforeMegabytes - PlannedMegabytes) / PlannedMegabytes;

    public string Bar { get; } = Required.ToString();

    public bool Holds => Required.Holds(Off);
}
