using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

/// <summary>A machine on which several sequences are written, each by a step that takes one unit of time for one row.</summary>
/// <param name="RowCost">What each further row costs, in such units.</param>
/// <param name="GuessCost">What each guess of one token costs, without catching up.</param>
/// <param name="Sequences">How many sequences write.</param>
/// <param name="Chance">How often a guess is right when those before it are.</param>
/// <param name="Growth">By how much a step grows slower until an answer ends, as conversations get longer.</param>
/// <param name="SwitchCost">What the first step of another width costs besides.</param>
/// <param name="Noise">By how much times differ from these, at most; one in a hundred steps is held up for much longer then.</param>
/// <param name="AnswerLength">How many tokens all sequences have together when their answers end and the next begin.</param>
/// <param name="Seed">What chance begins with.</param>
internal sealed record SimulatedMachine(
    double RowCost, double GuessCost, int Sequences, double Chance, double Growth, double SwitchCost, double Noise, int AnswerLength, int Seed)
{
    private const int StepsOfOneSpeed = 2_000;
    private const int LongestCatchUp = 256;
    private const double CatchUpCost = 1.0 / 16;
    private static readonly TimeSpan Unit = TimeSpan.FromMilliseconds(10);

    /// <summary>Measures the tokens in a unit of time where some length is chosen, without what disturbs.</summary>
    public double MeasureRate(Func<int, int> choose, int tokens) => Run(choose, static _ => { }, tokens);

    /// <summary>Measures the tokens in a unit of time where the length adapts.</summary>
    public double MeasureRate(AdaptiveLength policy, int tokens)
    {
        var acceptance = AcceptanceEstimate.OfEngine(3);
        return Run(_ => policy.Choose([.. Enumerable.Range(0, 4).Select(Consider)]), Learn, tokens);

        DraftCandidate Consider(int length) => new(
            Sequences, Sequences * (1 + length), length > 0 ? Sequences : 0, Sequences * (1 + acceptance.ExpectAccepted(length)));

        void Learn(SimulatedStep step)
        {
            foreach (var accepted in step.Accepted)
                acceptance.Learn(step.Length, accepted);
            policy.Learn(new DraftStep
            {
                Length = step.Length,
                HeadDrafts = step.Length > 0 ? Sequences : 0,
                Sequences = Sequences,
                Rows = Sequences * (1 + step.Length),
                Tokens = Sequences + step.Accepted.Sum(),
                Begins = step.Begins,
                IsSteady = step.IsSteady,
                ReadsPrompts = false,
                DraftTime = step.DraftTime,
                StepTime = step.StepTime,
            });
        }
    }

    private double Run(Func<int, int> choose, Action<SimulatedStep> learn, int tokens)
    {
        var random = new Random(Seed);
        var (written, ofAnswer, elapsed, lastLength, speed, pause) = (0, 0, 0.0, 0, 1.0, 0);
        while (written < tokens)
        {
            var length = choose(written);
            if (Noise > 0 && random.Next(StepsOfOneSpeed) == 0)
                speed = 1 + (0.6 * random.NextDouble());
            // After a pause the heads first read what they have not seen.
            var drafting = GuessCost * length * (1 + (pause * CatchUpCost));
            var verifying = ((1 + (RowCost * ((Sequences * (1 + length)) - 1))) * (1 + (Growth * ofAnswer / AnswerLength)))
                + (length == lastLength ? 0 : SwitchCost);
            int[] accepted = [.. Enumerable.Range(0, Sequences).Select(_ => Accept(random, length))];
            learn(new SimulatedStep(
                length, accepted, ofAnswer == 0, pause == 0, Unit * (drafting * speed * Disturb(random)), Unit * (verifying * speed * Disturb(random))));
            lastLength = length;
            pause = length > 0 ? 0 : Math.Min(pause + 1, LongestCatchUp);
            elapsed += drafting + verifying;
            written += Sequences + accepted.Sum();
            ofAnswer = ofAnswer + Sequences + accepted.Sum() is var count && count < AnswerLength ? count : 0;
        }

        return written / elapsed;
    }

    private int Accept(Random random, int length)
    {
        var accepted = 0;
        while (accepted < length && random.NextDouble() < Chance)
            accepted++;
        return accepted;
    }

    private double Disturb(Random random) => 1 + (Noise * random.NextDouble() * (random.Next(100) == 0 ? 20 : 1));
}
