using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

public class LengthCostsTests
{
    private const int Steps = 4;

    private readonly LengthCosts _costs = new(maxTokens: 3);

    [Fact]
    public void Estimate_NothingMeasured_HopesThatRowsAreFree() => Assert.Equal(1, Estimate(3));

    [Fact]
    public void Estimate_LongerThanMeasured_GrowsHalfAsMuchAsThoseBelow()
    {
        Learn(kept: 0, keptMilliseconds: 10, tried: 1, milliseconds: 15);
        Assert.Equal(1.5, Estimate(1), 1e-9);
        Assert.Equal(2, Estimate(3), 1e-9);
    }

    [Fact]
    public void Estimate_HeadsTakeTime_CountsItByTheSequencesTheyGuessFor()
    {
        Learn(kept: 0, keptMilliseconds: 10, tried: 1, milliseconds: 15, draftingMilliseconds: 5);
        Assert.Equal(2, Estimate(1), 1e-9);
        Assert.Equal(1.75, _costs.Estimate(new DraftCandidate(Sequences: 2, Rows: 4, HeadDrafts: 1, ExpectedTokens: 2)), 1e-9);
    }

    [Fact]
    public void Estimate_NotAllSequencesHaveAsMany_LiesBetween()
    {
        Learn(kept: 0, keptMilliseconds: 10, tried: 1, milliseconds: 20);
        Assert.Equal(1.25, _costs.Estimate(new DraftCandidate(Sequences: 4, Rows: 5, HeadDrafts: 1, ExpectedTokens: 4)), 1e-9);
    }

    [Fact]
    public void Learn_BesideAnotherLength_IsARatioToNone()
    {
        Learn(kept: 0, keptMilliseconds: 10, tried: 1, milliseconds: 15);
        Learn(kept: 1, keptMilliseconds: 30, tried: 2, milliseconds: 60);
        Assert.Equal(3, Estimate(2), 1e-9);
    }

    [Fact]
    public void Learn_NoDraftsTriedBesideALength_CorrectsThatLength()
    {
        Learn(kept: 0, keptMilliseconds: 10, tried: 2, milliseconds: 11);
        for (var trial = 0; trial < 2; trial++)
            Learn(kept: 2, keptMilliseconds: 30, tried: 0, milliseconds: 10);
        Assert.Equal(3, Estimate(2), 1e-9);
        Assert.Equal(1, Estimate(0), 1e-9);
    }

    private double Estimate(int length) =>
        _costs.Estimate(new DraftCandidate(Sequences: 1, Rows: 1 + length, HeadDrafts: Math.Min(length, 1), ExpectedTokens: 1));

    private void Learn(int kept, int keptMilliseconds, int tried, int milliseconds, int draftingMilliseconds = 0)
    {
        var windows = new TrialWindows(Steps);
        Repeat(step => windows.Before.Add(step, isPlain: true), kept, keptMilliseconds, draftingMilliseconds: 0);
        var trial = new LengthTrial(tried, windows, tokensToBeat: 1);
        Repeat(step => trial.Learn(step, isPlain: true, expectedTokens: 1), tried, milliseconds, draftingMilliseconds);
        Repeat(step => trial.Learn(step, isPlain: true, expectedTokens: 1), kept, keptMilliseconds, draftingMilliseconds: 0);
        _costs.Learn(kept, trial);
    }

    private static void Repeat(Action<DraftStep> learn, int length, int milliseconds, int draftingMilliseconds)
    {
        for (var step = 0; step < Steps; step++)
            learn(new DraftStep
            {
                HeadDrafts = Math.Min(length, 1),
                Sequences = 1,
                Rows = 1 + length,
                ReadsPrompts = false,
                DraftTime = TimeSpan.FromMilliseconds(draftingMilliseconds),
                StepTime = TimeSpan.FromMilliseconds(milliseconds),
            });
    }
}
