using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

/// <summary>A machine on which several sequences are written, each by a step that takes one unit of time for one row.</summary>
/// <param name="RowCost">What each further row costs, in such units.</param>
/// <param name="GuessCost">What each guess of one token costs.</param>
/// <param name="Sequences">How many sequences write.</param>
/// <param name="Chance">How often a guess is right when those before it are.</param>
/// <param name="Growth">By how much a step grows slower until the texts end, as conversations get longer.</param>
/// <param name="SwitchCost">What the first step of another width costs besides.</param>
/// <param name="Noise">By how much times differ from these, at most.</param>
/// <param name="Seed">What chance begins with.</param>
internal sealed record SimulatedMachine(double RowCost, double GuessCost, int Sequences, double Chance, double Growth, double SwitchCost, double Noise, int Seed)
{
    private static readonly TimeSpan Unit = TimeSpan.FromMilliseconds(10);

    /// <summary>Measures the tokens in a unit of time where some length is chosen.</summary>
    public double MeasureRate(Func<int, int> choose, int tokens) => Run(choose, static _ => { }, tokens);

    /// <summary>Measures the tokens in a unit of time where the length adapts.</summary>
    public double MeasureRate(AdaptiveLength policy, int tokens)
    {
        var acceptance = AcceptanceEstimate.OfEngine(3);
        return Run(_ => policy.Choose([.. Enumerable.Range(0, 4).Select(Consider)]), Learn, tokens);

        DraftCandidate Consider(int length) =>
            new(Sequences * (1 + length), length > 0 ? Sequences : 0, Sequences * (1 + acceptance.ExpectAccepted(length)));

        void Learn(SimulatedStep step)
        {
            foreach (var accepted in step.Accepted)
                acceptance.Learn(step.Length, accepted);
            policy.Learn(new DraftStep
            {
                Length = step.Length,
                HeadDrafts = step.Length > 0 ? Sequences : 0,
                Rows = Sequences * (1 + step.Length),
                Tokens = Sequences + step.Accepted.Sum(),
                IsSteady = true,
                ReadsPrompts = false,
                DraftTime = step.DraftTime,
                StepTime = step.StepTime,
            });
        }
    }

    private double Run(Func<int, int> choose, Action<SimulatedStep> learn, int tokens)
    {
        var random = new Random(Seed);
        var (written, elapsed, lastLength) = (0, TimeSpan.Zero, 0);
        while (written < tokens)
        {
            var length = choose(written);
            var step = new SimulatedStep(
                length,
                [.. Enumerable.Range(0, Sequences).Select(_ => Accept(random, length))],
                Unit * (GuessCost * length * Disturb(random)),
                Unit * ((1 + (RowCost * ((Sequences * (1 + length)) - 1))) * (1 + (Growth * written / tokens)) * Disturb(random)
                    + (length == lastLength ? 0 : SwitchCost)));
            lastLength = length;
            written += Sequences + step.Accepted.Sum();
            elapsed += step.DraftTime + step.StepTime;
            learn(step);
        }

        return written / (elapsed / Unit);
    }

    private int Accept(Random random, int length)
    {
        var accepted = 0;
        while (accepted < length && random.NextDouble() < Chance)
            accepted++;
        return accepted;
    }

    private double Disturb(Random random) => 1 + (Noise * random.NextDouble());
}
