using CsCheck;
using Step35.Engine.Gguf;
using Step35.Engine.Planning;
using Step35.Engine.Planning.Compute;
using Step35.Native;
using Step35.TestModels;

namespace Step35.Engine.ModelTests.Planning;

/// <summary>What the plan counts is what the native core reports: weights and caches exactly, compute buffers nearly.</summary>
public sealed class MemoryReportTests : IDisposable
{
    private const double MiB = 1 << 20;

    /// <summary>The core prints hundredths of a MiB.</summary>
    private const double Printed = 0.0051;

    /// <summary>What a compute buffer may be off; that of a tiny model is decided by where single rows fall.</summary>
    private const double ComputeTolerance = 0.1;

    private const double TinyMiB = 0.25;

    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Plan_RandomShapes_AgreesWithTheCore() => Gen.Select(GenPlan.Shape, GenPlan.Settings).Sample(
        (shape, settings) =>
        {
            using var model = Open(shape with { IsSparse = true }, noAllocation: false);
            Assert.Equal(model.Weights.TotalBytes / MiB, model.WeightsReport.Model.Sum(), Printed * model.WeightsReport.Model.Count());
            Compare(model, settings);
        },
        iter: PropertyIterations.OrDefault(60),
        threads: 1);

    public static TheoryData<string, PlanSettings> RealSettings => new()
    {
        { "f16 at 256K", new() { ContextLength = 262_144 } },
        { "q8_0 at 256K", new() { ContextLength = 262_144, KeyCacheType = KvCacheType.Q8_0, ValueCacheType = KvCacheType.Q8_0 } },
        { "four sequences", new() { ContextLength = 32_768, Sequences = 4, BatchTokens = 2048, MicroBatchTokens = 2048 } },
        { "whole window", new() { ContextLength = 32_768, SlidingWindowFull = true } },
        { "no flash attention", new() { ContextLength = 32_768, FlashAttention = false } },
    };

    [Theory]
    [MemberData(nameof(RealSettings))]
    public void Plan_RealDimensions_AgreesWithTheCore(string name, PlanSettings settings)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(name);
        using var model = Open(FlashModel.WithMtp, noAllocation: true);
        Assert.Equal(model.Weights.TotalBytes, model.Core.SizeBytes);
        Compare(model, settings);
    }

    private static void Compare(ReportedModel model, PlanSettings settings)
    {
        var planned = new ContextShape(model.Header, settings);
        using var context = model.CreateContext(settings, planned, out var report);
        CompareCaches(model.Header.Layers.Where(layer => !layer.IsMtp), planned, report);
        CompareCompute(Step35Graph.MeasureTrunk(model.Header, planned.Graph()).Bytes, report);
        // The core begins with a row for each sequence, and makes room for more when a step asks for them.
        Assert.Equal((double)settings.Sequences * model.Header.Vocabulary.TokenCount * sizeof(float) / MiB, report.Outputs.Single(), Printed);
        if (model.Header.MtpLayerCount > 0)
            CompareHead(model, settings, context);
    }

    // All heads' contexts are alike.
    private static void CompareHead(ReportedModel model, PlanSettings settings, LlamaContext context)
    {
        var heads = new HeadShape(model.Header, settings with { UseMtp = true });
        using var head = model.CreateHeadContext(heads, context, out var report);
        Assert.Equal(heads.KvBytes() / heads.Count / MiB, report.KvCaches.Sum(), 2 * Printed);
        CompareCompute(Step35Graph.MeasureHead(model.Header, model.Header.Layers[^1], heads.Graph()), report);
    }

    private static void CompareCaches(IEnumerable<Step35Layer> layers, ContextShape planned, CoreReport report)
    {
        var bytes = layers.ToLookup(layer => layer.IsSlidingWindow, planned.KvBytes);
        Assert.Equal([bytes[false].Sum() / MiB, bytes[true].Sum() / MiB], report.KvCaches, (plan, core) => Math.Abs(plan - core) <= Printed);
    }

    private static void CompareCompute(long bytes, CoreReport report)
    {
        var core = report.Compute.Single();
        Assert.InRange(bytes / MiB, core - Math.Max(TinyMiB, ComputeTolerance * core), core + Math.Max(TinyMiB, ComputeTolerance * core));
    }

    private ReportedModel Open(TestModelShape shape, bool noAllocation) =>
        new(TestModelWriter.Write(shape, Path.Combine(_folder, "model.gguf")), noAllocation);
}
