using Step35.Engine.Planning;
using Step35.Engine.Tests.Planning;
using Step35.Engine.Tuning;

namespace Step35.Engine.Tests.Tuning;

public sealed class PlannedOptionsTests(FlashFile flash) : IClassFixture<FlashFile>
{
    [Fact]
    public void ToRequest_Defaults_LeavesToThePlanWhatMayBeChosen()
    {
        var request = new EngineOptions().ToRequest();
        Assert.Equal((null, 1, 1024), (request.ContextLength, request.Sequences, request.BatchTokens));
        Assert.Equal((null, null, null), (request.KeyCacheType, request.GpuLayers, request.CpuExpertLayers));
        Assert.Equal((1L << 30, 2L << 30, 3), (request.CheckpointBytes, request.PrefixStoreBytes, request.DraftTokens));
    }

    [Fact]
    public void ToRequest_Profiles_OpenWhatTheyChooseUnlessItIsSet()
    {
        Assert.Null(new EngineOptions { Profile = TuningProfile.ManyAgents }.ToRequest().Sequences);
        Assert.Equal(4, new EngineOptions { Profile = TuningProfile.ManyAgents, MaxSequences = 4 }.ToRequest().Sequences);
        Assert.Null(new EngineOptions { Profile = TuningProfile.MaxSpeed }.ToRequest().BatchTokens);
        Assert.Equal(512, new EngineOptions { Profile = TuningProfile.MaxSpeed, MaxBatchTokens = 512 }.ToRequest().BatchTokens);
    }

    [Fact]
    public void With_FourGpus_SplitsLayersAndSendsExpertsToMainMemory()
    {
        var options = new EngineOptions { ContextLength = 262_144, TensorOverrides = ["output=CUDA0"] };
        var planned = options.With(Plan("4x-3090+128", options));
        Assert.Equal([10, 8, 8, 20], planned.TensorSplit);
        Assert.Equal(2, planned.TensorOverrides.Count);
        Assert.Equal("output=CUDA0", planned.TensorOverrides[0]);
        Assert.Equal((KvCacheType.Q8_0, 12), (planned.KeyCacheType, planned.CpuExpertLayers));
        Assert.Single(options.TensorOverrides);
        Assert.Null(options.KeyCacheType);
    }

    [Fact]
    public void With_OneGpu_LeavesTheSplitToTheCore() => Assert.Empty(new EngineOptions().With(Plan("h200", new())).TensorSplit);

    [Fact]
    public void With_LittleMainMemory_ShrinksTheCaches()
    {
        var options = new EngineOptions { Profile = TuningProfile.ManyAgents };
        var planned = options.With(Plan("mac-studio-128", options));
        Assert.Equal(12, planned.MaxSequences);
        Assert.InRange(planned.PrefixStoreBytes, 0, options.PrefixStoreBytes - 1);
    }

    private MemoryPlan Plan(string machine, EngineOptions options) =>
        MemoryPlan.Create(flash.TrunkOnly, KnownMachines.Find(machine), options.ToRequest());
}
