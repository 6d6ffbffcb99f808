using Step35.Engine.Drafting;

namespace Step35.Engine.Tests.Drafting;

public class AcceptanceEstimateTests
{
    [Fact]
    public void ChanceAt_ManyDrafts_ApproachesTheirShare()
    {
        var estimate = AcceptanceEstimate.OfEngine(3);
        for (var draft = 0; draft < 2_000; draft++)
            estimate.Learn(3, accepted: draft % 2 == 0 ? 3 : 1);
        Assert.Equal(1, estimate.ChanceAt(0), 0.01);
        Assert.Equal(0.5, estimate.ChanceAt(1), 0.02);
        Assert.Equal(1, estimate.ChanceAt(2), 0.02);
        Assert.Equal(1 + 0.5 + 0.5, estimate.ExpectAccepted(3), 0.06);
    }

    [Fact]
    public void OfRequest_NothingLearned_LeansOnTheEngine()
    {
        var engine = AcceptanceEstimate.OfEngine(1);
        for (var draft = 0; draft < 1_000; draft++)
            engine.Learn(1, accepted: 0);
        Assert.Equal(0, engine.OfRequest().ChanceAt(0), 0.02);
    }

    [Fact]
    public void Learn_Request_TeachesTheEngine()
    {
        var engine = AcceptanceEstimate.OfEngine(1);
        var request = engine.OfRequest();
        for (var draft = 0; draft < 1_000; draft++)
            request.Learn(1, accepted: 0);
        Assert.Equal(0, engine.ChanceAt(0), 0.02);
    }

    [Fact]
    public void Learn_TextChanges_FollowsWithinSomeDozenDrafts()
    {
        var request = AcceptanceEstimate.OfEngine(1).OfRequest();
        for (var draft = 0; draft < 1_000; draft++)
            request.Learn(1, accepted: 0);
        for (var draft = 0; draft < 60; draft++)
            request.Learn(1, accepted: 1);
        Assert.InRange(request.ChanceAt(0), 0.75, 1);
    }

    [Fact]
    public void Learn_TokensAfterAWrongOne_SayNothing()
    {
        var estimate = AcceptanceEstimate.OfEngine(3);
        var before = estimate.ChanceAt(2);
        estimate.Learn(3, accepted: 1);
        Assert.Equal(before, estimate.ChanceAt(2));
    }
}
