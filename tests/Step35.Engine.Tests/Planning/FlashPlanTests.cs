using System.Text.Json;
using Step35.Engine.Gguf;
using Step35.Engine.Planning;

namespace Step35.Engine.Tests.Planning;

/// <summary>What is known of the real model comes out of its headers.</summary>
public sealed class FlashPlanTests(FlashFile flash) : IClassFixture<FlashFile>
{
    private const double GiB = 1L << 30;
    private const int WholeContext = 262_144;

    [Fact]
    public void Weights_Q4KS_AreThoseOfThePublishedFile()
    {
        Assert.Equal((754, 12), (flash.TrunkOnly.Tensors.Count, flash.TrunkOnly.Shards.Count));
        var bytes = Plan("h200", new()).Devices.SelectMany(device => device.Bytes).ToLookup(part => part.Key, part => part.Value);
        // Expert matrices of 4096 x 1280 x 288 at 4.5 bits, three in each of 42 layers; two of them at 5.5 bits.
        const long expertMatrix = 4096L * 1280 * 288;
        Assert.Equal((42 * 3 * expertMatrix * 9 / 16) + (2 * expertMatrix / 8), bytes[MemoryClass.RoutedExperts].Sum());
        var weights = Enum.GetValues<MemoryClass>().Where(use => use <= MemoryClass.Mtp).Sum(use => bytes[use].Sum());
        Assert.Equal(flash.TrunkOnly.TensorBytes, weights);
        Assert.Equal(103.8, weights / GiB, 0.05);
        Assert.Equal(111.5, weights / 1e9, 0.05);
    }

    [Theory]
    [InlineData(KvCacheType.F16, 12.0, 132.0)]
    [InlineData(KvCacheType.Q8_0, 6.375, 70.125)]
    public void Caches_WholeContext_AreKnown(KvCacheType type, double fullGiB, double slidingMiB)
    {
        var device = Plan("h200", new() { ContextLength = WholeContext, KeyCacheType = type, ValueCacheType = type }).Devices[0];
        Assert.Equal(fullGiB, device.Bytes[MemoryClass.FullKv] / GiB);
        Assert.Equal(slidingMiB, device.Bytes[MemoryClass.SlidingKv] / (double)(1 << 20));
    }

    [Theory]
    [InlineData("mac-studio-128", KvCacheType.Q8_0, 0)]
    [InlineData("dgx-spark", KvCacheType.Q8_0, 0)]
    [InlineData("strix-halo-128", KvCacheType.Q8_0, 0)]
    [InlineData("h200", KvCacheType.F16, 0)]
    [InlineData("2x-rtx-pro-6000", KvCacheType.F16, 0)]
    [InlineData("4x-3090+128", KvCacheType.Q8_0, 12)]
    public void Plan_WholeContext_FitsEveryKnownMachine(string machine, KvCacheType type, int cpuExpertLayers)
    {
        var plan = Plan(machine, new() { ContextLength = WholeContext });
        Assert.True(plan.Fits);
        Assert.Equal((type, cpuExpertLayers, -1), (plan.Settings.KeyCacheType, plan.Settings.CpuExpertLayers, plan.Settings.GpuLayers));
        Assert.All(plan.Devices, device => Assert.InRange(device.UsedBytes, 0, device.FreeBytes - device.ReserveBytes));
        Assert.Equal(46, plan.Devices.Sum(device => device.Layers));
    }

    [Fact]
    public void Plan_FourSmallGpus_SendsTheLastExpertsToMainMemory()
    {
        var plan = Plan("4x-3090+128", new() { ContextLength = WholeContext });
        Assert.Equal([@"blk\.(33|34|35|36|37|38|39|40|41|42|43|44)\.ffn_(up|down|gate)_exps\.=CPU"], plan.TensorOverrides);
        Assert.Equal(12 * 3 * 4096L * 1280 * 288 * 9 / 16, plan.Devices[^1].Bytes[MemoryClass.RoutedExperts]);
        Assert.Contains(plan.Reasons, reason => reason.Contains("last 12 layers", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_MacStudio_SaysWhyNotSixteenBits()
    {
        var plan = Plan("mac-studio-128", new() { ContextLength = WholeContext });
        Assert.Contains(plan.Reasons, reason => reason.StartsWith("The KV cache is q8_0: as f16 ", StringComparison.Ordinal));
        Assert.Contains(plan.Reasons, reason => reason.Contains("iogpu.wired_limit_mb", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mac-studio-128", 12)]
    [InlineData("h200", 16)]
    public void Plan_ManyAgents_RunsAsManyAsFit(string machine, int sequences) =>
        Assert.Equal(sequences, Plan(machine, new() { Profile = TuningProfile.ManyAgents }).Settings.Sequences);

    [Fact]
    public void Plan_MaxContext_TakesTheWholeContextWhereItFits()
    {
        Assert.Equal(WholeContext, Plan("mac-studio-128", new() { Profile = TuningProfile.MaxContext }).Settings.ContextLength);
        var sixteenBits = new MemoryPlanRequest { Profile = TuningProfile.MaxContext, KeyCacheType = KvCacheType.F16, ValueCacheType = KvCacheType.F16 };
        Assert.InRange(Plan("mac-studio-128", sixteenBits).Settings.ContextLength, WholeContext / 2, WholeContext - 1);
    }

    [Theory]
    [InlineData(TuningProfile.Auto, 1, null, 512, 1024)]
    [InlineData(TuningProfile.Auto, 4, null, 1024, 1024)]
    [InlineData(TuningProfile.Auto, 1, 600, 300, 600)]
    [InlineData(TuningProfile.Auto, 4, 600, 600, 600)]
    [InlineData(TuningProfile.Auto, 1, 4096, 512, 4096)]
    [InlineData(TuningProfile.MaxSpeed, 1, null, 2048, 4096)]
    [InlineData(TuningProfile.MaxSpeed, 4, null, 2048, 2048)]
    [InlineData(TuningProfile.MaxSpeed, 1, 4096, 2048, 4096)]
    public void Plan_MemoryToSpare_ComputesInPartsByProfileAndSequences(TuningProfile profile, int sequences, int? asked, int microBatchTokens, int batchTokens)
    {
        var settings = Plan("h200", new() { Profile = profile, Sequences = sequences, BatchTokens = asked }).Settings;
        Assert.Equal((microBatchTokens, batchTokens, KvCacheType.F16), (settings.MicroBatchTokens, settings.BatchTokens, settings.KeyCacheType));
    }

    [Fact]
    public void Plan_WithMtp_CountsItsWeightsCacheAndBuffers()
    {
        var (with, without) = (PlanMtp(true), PlanMtp(false));
        // Three heads, each with room for all three layers' 768 cells.
        Assert.Equal(3 * 3 * 768 * 4096L, with.Bytes[MemoryClass.MtpKv]);
        Assert.True(with.Bytes[MemoryClass.Mtp] > without.Bytes[MemoryClass.Mtp], "The core reads the optional parts of MTP layers in any case.");
        Assert.False(without.Bytes.ContainsKey(MemoryClass.MtpKv));
        Assert.True(with.Bytes[MemoryClass.Compute] > without.Bytes[MemoryClass.Compute]);

        DevicePlan PlanMtp(bool useMtp) =>
            MemoryPlan.Create(flash.WithMtp, KnownMachines.Find("h200"), new() { UseMtp = useMtp }).Devices[0];
    }

    [Fact]
    public void Bookkeeping_ByHeads_IsCountedByHand()
    {
        const int tokens = 128_896;
        const int cells = WholeContext + 1024;
        const int headCells = 768;
        Assert.Equal((400 * tokens) + (144 * cells) + (6400 * 754), MeasureBytes(flash.TrunkOnly));
        var tensors = flash.WithMtp.Tensors.Count;
        Assert.Equal((400 * tokens) + (144 * (cells + (3 * headCells))) + (6400 * 4 * tensors), MeasureBytes(flash.WithMtp));
        // Heads of their own bring a vocabulary, and their graphs have room for their own tensors alone.
        Assert.Equal(
            (400 * 2 * tokens) + (144 * (cells + (3 * headCells))) + (6400 * (754 + (3 * tensors))), MeasureBytes(flash.TrunkOnly, heads: flash.WithMtp));

        long MeasureBytes(GgufFile file, GgufFile? heads = null)
        {
            var model = new PlannedModel(file, Step35ModelHeader.Read(file), heads);
            var settings = Plan("h200", new() { ContextLength = WholeContext }).Settings with { UseMtp = model.HeadCount > 0 };
            return Bookkeeping.MeasureBytes(model, new ContextShape(model.Header, settings), model.Heads(settings));
        }
    }

    [Fact]
    public void Json_Plan_NamesWhatScriptsAskFor()
    {
        var json = JsonDocument.Parse(Plan("mac-studio-128", new() { ContextLength = WholeContext }).ToJson()).RootElement;
        Assert.True(json.GetProperty("fits").GetBoolean());
        Assert.Equal("q8_0", json.GetProperty("kvCacheType").GetString());
        var device = json.GetProperty("devices")[0];
        Assert.Equal("MTL0", device.GetProperty("name").GetString());
        Assert.Equal(6_845_104_128, device.GetProperty("bytes").GetProperty("fullKv").GetInt64());
        Assert.Equal(device.GetProperty("usedBytes").GetInt64(), device.GetProperty("bytes").EnumerateObject().Sum(part => part.Value.GetInt64()));
    }

    [Fact]
    public void Text_Plan_HasATableAndTheReasons()
    {
        var plan = Plan("4x-3090+128", new() { ContextLength = WholeContext });
        var text = plan.ToString();
        Assert.Contains("RoutedExperts", text, StringComparison.Ordinal);
        Assert.All(plan.Devices, device => Assert.Contains(device.Name, text, StringComparison.Ordinal));
        Assert.All(plan.Reasons, reason => Assert.Contains(reason, text, StringComparison.Ordinal));
    }

    private MemoryPlan Plan(string machine, MemoryPlanRequest request) => MemoryPlan.Create(flash.TrunkOnly, KnownMachines.Find(machine), request);
}
