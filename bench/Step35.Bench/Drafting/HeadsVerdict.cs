using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>What the engine has to reach beside llama-server.</summary>
/// <param name="Prompts">The kind of prompts.</param>
/// <param name="Measure">What is compared.</param>
/// <param name="Ours">The engine's number.</param>
/// <param name="Theirs">llama-server's.</param>
internal sealed record HeadsVerdict(string Prompts, string Measure, double Ours, double Theirs)
{
    /// <summary>Gets how the two compare.</summary>
    public required double Value { get; init; }

    public string Bar => Required.ToString();

    public bool Holds => Required.Holds(Value);

    private Bar Required { get; init; }

    /// <summary>Judges two runs that drafted by the same length: as many guesses must be right.</summary>
    public static HeadsVerdict OfAcceptance(HeadsRow ours, HeadsRow theirs)
    {
        var (our, their) = (ours.Acceptance ?? 0, theirs.Acceptance ?? 0);
        return new(ours.Prompts, $"acceptance, {ours.Length} drafted", our, their) { Value = Math.Abs(our - their), Required = Scenarios.Bar.AtMost(0.02) };
    }

    /// <summary>Judges the adaptive length by the best one of the other side.</summary>
    public static HeadsVerdict OfSpeed(HeadsRow ours, IEnumerable<HeadsRow> theirs, Clock clock)
    {
        var (our, best) = (Speed(ours), theirs.Max(Speed));
        return new(ours.Prompts, $"{ours.Length} to best fixed, {clock.ToString().ToLowerInvariant()} clock", our, best)
        {
            Value = our / best,
            Required = Scenarios.Bar.AtLeast(1.00),
        };

        double Speed(HeadsRow row) => clock == Clock.Own ? row.Own : row.Caller;
    }
}
