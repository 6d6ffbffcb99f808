using Step35.Engine.Gguf;
using Step35.Engine.Planning;
using Step35.Native;

namespace Step35.Engine.ModelTests.Planning;

/// <summary>A model with what the native core said while it loaded.</summary>
internal sealed class ReportedModel : IDisposable
{
    public ReportedModel(string path, bool noAllocation)
    {
        var file = GgufFile.Open(path);
        Header = Step35ModelHeader.Read(file);
        var useMtp = Header.MtpLayerCount > 0;
        Weights = ModelWeights.Read(file, Header, useMtp);
        WeightsReport = Listen();
        var parameters = new LlamaModelParameters { LoadMode = LlamaLoadMode.None, LoadMtp = useMtp, NoAllocation = noAllocation };
        Core = LlamaModel.Load(path, parameters, progress: null, TestContext.Current.CancellationToken);
    }

    public Step35ModelHeader Header { get; }

    public ModelWeights Weights { get; }

    public CoreReport WeightsReport { get; }

    public LlamaModel Core { get; }

    public LlamaContext CreateContext(PlanSettings settings, ContextShape planned, out CoreReport report)
    {
        report = Listen();
        return Core.CreateContext(new LlamaContextParameters
        {
            ContextLength = settings.ContextLength * settings.Sequences,
            BatchSize = settings.BatchTokens,
            MicroBatchSize = settings.MicroBatchTokens,
            SequenceCount = settings.Sequences,
            MaxOutputCount = Math.Max(settings.Sequences, planned.OutputRows),
            Threads = 1,
            BatchThreads = 1,
            KeyCacheType = settings.KeyCacheType.ToNative(),
            ValueCacheType = settings.ValueCacheType.ToNative(),
            FlashAttention = settings.FlashAttention ? LlamaFlashAttention.Auto : LlamaFlashAttention.Disabled,
            FullSlidingWindow = settings.SlidingWindowFull,
        });
    }

    public LlamaContext CreateHeadContext(HeadShape heads, LlamaContext target, out CoreReport report)
    {
        report = Listen();
        return Core.CreateContext(new LlamaContextParameters
        {
            Kind = LlamaContextKind.Mtp,
            Other = target,
            ContextLength = target.ContextLength,
            BatchSize = heads.BatchTokens,
            MicroBatchSize = heads.BatchTokens,
            SequenceCount = target.SequenceCount,
            MaxOutputCount = target.SequenceCount,
            Threads = 1,
            BatchThreads = 1,
            UnifiedKvCache = true,
        });
    }

    public void Dispose() => Core.Dispose();

    private static CoreReport Listen()
    {
        var report = new CoreReport();
        NativeRuntime.Load(new NativeLoadRequest(null, []), report);
        return report;
    }
}
