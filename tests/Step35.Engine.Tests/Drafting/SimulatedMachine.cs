using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

/// <summary>A machine on which several sequences are written, each answer followed by the next at once.</summary>
/// <remarks>A step takes one unit of time for one row, and a guess its share of what a step of one row for each sequence takes.</remarks>
internal sealed record SimulatedMachine
{
    private const int MaxTokens = 3;
    private const int StepsOfOneSpeed = 2_000;
    private const double StepsOfColdness = 4;
    private const int LongestCatchUp = 256;
    private static readonly TimeSpan Unit = TimeSpan.FromMilliseconds(10);

    /// <summary>Gets what each further row costs.</summary>
    public double RowCost { get; init; }

    /// <summary>Gets what each guess costs, without catching up.</summary>
    public double GuessCost { get; init; }

    /// <summary>Gets what the heads need for each token that they have not seen, as a share of a guess.</summary>
    public double CatchUpCost { get; init; } = 1.0 / 16;

    public int Sequences { get; init; } = 1;

    /// <summary>Gets how often a guess is right when those before it are.</summary>
    public double Chance { get; init; }

    /// <summary>Gets by how much a step grows slower until an answer ends, as conversations get longer.</summary>
    public double Growth { get; init; }

    /// <summary>Gets what the first step of another width costs besides.</summary>
    public double SwitchCost { get; init; }

    /// <summary>Gets what the first step after a prompt costs besides, in steps without drafts; caches get warm within some steps.</summary>
    public double Coldness { get; init; }

    /// <summary>Gets by how much times differ from these, at most; one in a hundred steps is held up for much longer then.</summary>
    public double Noise { get; init; }

    /// <summary>Gets how long the longest answers are.</summary>
    public int AnswerLength { get; init; } = 1_000;

    /// <summary>Gets how many tokens of a prompt the heads have to see before they guess.</summary>
    public int PromptTokens { get; init; }

    /// <summary>Gets what chance begins with.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Measures the tokens in a unit of time where some length is chosen, without what disturbs.</summary>
    public double MeasureRate(int length, int tokens) => new SimulatedRun(this).Write(_ => length, static _ => { }, tokens);

    /// <summary>Measures the tokens in a unit of time where the length adapts.</summary>
    public double MeasureRate(AdaptiveLength policy, int tokens)
    {
        var acceptance = AcceptanceEstimate.OfEngine(MaxTokens);
        return new SimulatedRun(this).Write(
            _ => policy.Choose([.. Enumerable.Range(0, MaxTokens + 1).Select(Consider)]), Learn, tokens);

        DraftCandidate Consider(int length) => new(
            Sequences,
            Sequences * (1 + length),
            length > 0 ? Sequences : 0,
            Sequences * (1 + acceptance.ExpectAccepted(length)));

        void Learn(SimulatedStep step)
        {
            foreach (var (drafted, accepted) in step.Drafted.Zip(step.Accepted))
                acceptance.Learn(drafted, accepted);
            policy.Learn(new DraftStep
            {
                HeadDrafts = step.HeadDrafts,
                Sequences = Sequences,
                Rows = Sequences + step.Drafted.Sum(),
                Begins = step.Begins,
                ReadsPrompts = false,
                DraftTime = step.DraftTime,
                StepTime = step.StepTime,
            });
        }
    }

    public static TimeSpan MeasureTime(double units) => Unit * units;

    /// <summary>Gets what drafting costs.</summary>
    /// <param name="drafted">The tokens drafted for each sequence.</param>
    /// <param name="unseen">How many tokens the heads have not seen of those sequences.</param>
    public double CountDrafting(int[] drafted, int unseen) =>
        GuessCost * drafted.Max() * (CountRows(drafted.Count(static tokens => tokens > 0)) + (CatchUpCost * Math.Min(unseen, LongestCatchUp * Sequences)));

    /// <summary>Gets what a step costs.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="progress">How much of the answers is written, as a share.</param>
    /// <param name="age">How many steps ago a prompt was read.</param>
    public double CountStep(int rows, double progress, int age) =>
        (CountRows(rows) + (CountRows(Sequences) * Coldness * Math.Exp(-age / StepsOfColdness))) * (1 + (Growth * progress));

    public bool ChangesSpeed(Random random) => Noise > 0 && random.Next(StepsOfOneSpeed) == 0;

    public double Disturb(Random random) => 1 + (Noise * random.NextDouble() * (random.Next(100) == 0 ? 20 : 1));

    private double CountRows(int rows) => rows == 0 ? 0 : 1 + (RowCost * (rows - 1));
}
