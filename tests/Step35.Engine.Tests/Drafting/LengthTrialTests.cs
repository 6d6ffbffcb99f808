using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

public class LengthTrialTests
{
    private const int Steps = 6;

    private readonly TrialWindows _windows = new(Steps);

    [Fact]
    public void StepRatio_AllStepsGrowFasterEvenly_CancelsThat()
    {
        LearnBefore(21, 20, 19, 18, 17, 16);
        var trial = CreateTrial();
        Learn(trial, 30, 28, 26, 24, 22, 20);
        Learn(trial, 9, 8, 7, 6, 5, 4);
        Assert.True(trial.IsDone);
        Assert.Equal(2, trial.StepRatio, 1e-9);
    }

    [Fact]
    public void StepRatio_OneHoldUp_DoesNotCount()
    {
        LearnBefore(10, 10, 10, 10, 10, 10);
        var trial = CreateTrial();
        Learn(trial, 15, 900, 15, 15, 15, 15);
        Learn(trial, 10, 10, 800, 10, 10, 10);
        Assert.Equal(1.5, trial.StepRatio, 1e-9);
    }

    [Fact]
    public void StepRatio_FewPlainSteps_ComparesStepsOfAnyKind()
    {
        LearnBefore(10, 10, 10, 10, 10, 10);
        var trial = CreateTrial();
        Learn(trial, isPlain: false, 11, 11, 11, 11, 11, 11);
        Assert.False(trial.IsReturning);
        Learn(trial, isPlain: false, 11, 11, 11, 11, 11, 11);
        Assert.True(trial.IsReturning);
        Learn(trial, 10, 10, 10, 10, 10, 10);
        Assert.Equal(1.1, trial.StepRatio, 1e-9);
    }

    [Fact]
    public void Learn_ClearlyWorse_ReturnsEarly()
    {
        LearnBefore(10, 10, 10, 10, 10, 10);
        var trial = CreateTrial();
        Learn(trial, 50, 50);
        Assert.False(trial.IsReturning);
        Learn(trial, 50);
        Assert.True(trial.IsReturning);
    }

    [Fact]
    public void Learn_ClearlyWorseWithoutPlainSteps_ReturnsEarly()
    {
        LearnBefore(10, 10, 10, 10, 10, 10);
        var trial = CreateTrial();
        Learn(trial, isPlain: false, 50, 50);
        Assert.False(trial.IsReturning);
        Learn(trial, isPlain: false, 50);
        Assert.True(trial.IsReturning);
    }

    [Fact]
    public void Loss_AfterReturning_GrowsNoMore()
    {
        LearnBefore(10, 10, 10, 10, 10, 10);
        var trial = CreateTrial();
        trial.Charge(seconds: 0.025, expectedTokens: 1);
        Learn(trial, 15, 15, 15, 15, 15, 15);
        trial.Charge(seconds: 0.025, expectedTokens: 1);
        Assert.Equal(0.015, trial.Loss, 1e-9);
    }

    private LengthTrial CreateTrial() => new(length: 1, _windows, tokensToBeat: 1);

    private void LearnBefore(params int[] milliseconds)
    {
        foreach (var time in milliseconds)
            _windows.Before.Add(CreateStep(time), isPlain: true);
    }

    private static void Learn(LengthTrial trial, params int[] milliseconds) => Learn(trial, isPlain: true, milliseconds);

    private static void Learn(LengthTrial trial, bool isPlain, params int[] milliseconds)
    {
        foreach (var time in milliseconds)
            trial.Learn(CreateStep(time), isPlain, expectedTokens: 2);
    }

    private static DraftStep CreateStep(int milliseconds) => new()
    {
        HeadDrafts = 1,
        Sequences = 1,
        Rows = 2,
        ReadsPrompts = false,
        DraftTime = TimeSpan.Zero,
        StepTime = TimeSpan.FromMilliseconds(milliseconds),
    };
}
