using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Step35.Engine.Generation;
using Step35.Engine.Gguf;
using Step35.Engine.ModelTests.Planning;
using Step35.Engine.Planning;
using Step35.Engine.Tokenization;
using Step35.Engine.Tuning;
using Step35.Native;
using Step35.TestModels;

namespace Step35.Engine.ModelTests;

/// <summary>Each tuning option reaches the native core.</summary>
public sealed class TuningTests : IDisposable
{
    private const int AnswerTokens = 12;

    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, EngineOptions> Heard => new()
    {
        { "K (q8_0)", new() { KeyCacheType = KvCacheType.Q8_0 } },
        { "V (bf16)", new() { ValueCacheType = KvCacheType.BF16 } },
        { "using full-size SWA cache", new() { SlidingWindowFull = true } },
        { "n_ubatch              = 64", new() { MicroBatchTokens = 64 } },
        { "flash_attn            = disabled", new() { FlashAttention = false } },
        { "flash_attn            = enabled", new() { FlashAttention = true } },
        { "buffer type overridden to CPU", new() { TensorOverrides = [@"blk\.1\.ffn_.*_exps=CPU"] } },
        { "buffer type overridden to CPU", new() { CpuExpertLayers = 1 } },
        { "load_mode = mmap+mlock", new() { LockMemory = true } },
        { "load_mode = mlock", new() { LockMemory = true, MapFile = false } },
        { "load_mode = dio", new() { DirectIo = true } },
        { "freq_base             = 1000000.0", new() { Rope = new() { FrequencyBase = 1e6f } } },
        { "freq_scale            = 0.5", new() { Rope = new() { FrequencyScale = 0.5f, Scaling = RopeScaling.Linear } } },
    };

    [Theory]
    [MemberData(nameof(Heard))]
    public async Task Load_Option_IsHeardByTheCore(string line, EngineOptions options)
    {
        var report = new CoreReport();
        await using var engine = await LoadAsync(options, report);
        Assert.Contains(report.Lines, text => text.Contains(line, StringComparison.Ordinal));
        var (_, tokens, _) = await engine.RunAsync(engine.Ask("hello", maxTokens: 3));
        Assert.NotEmpty(tokens);
    }

    [Fact]
    public void ToContextParameters_Threads_AreAtMostTheProcessors()
    {
        var parameters = new EngineOptions { Threads = 1, BatchThreads = 512 }.ToContextParameters(256);
        Assert.Equal((1, Environment.ProcessorCount), (parameters.Threads, parameters.BatchThreads));
        Assert.Equal(1, new EngineOptions { Threads = 1 }.ToContextParameters(256).BatchThreads);
    }

    [Fact]
    public void ToModelParameters_Split_IsTheCores()
    {
        var parameters = new EngineOptions { GpuSplit = GpuSplit.Rows, MainGpu = 1, TensorSplit = [3, 1], Devices = ["CUDA1"] }.ToModelParameters();
        Assert.Equal((LlamaSplitMode.Row, 1, "CUDA1"), (parameters.SplitMode, parameters.MainGpu, Assert.Single(parameters.Devices)));
        Assert.Equal([3, 1], parameters.TensorSplit);
    }

    [Fact]
    public async Task Load_BatchThreads_AnswersAsAFreshCore()
    {
        await using var spread = await LoadAsync(new() { BatchThreads = 2 });
        await CheckAsync(spread);
    }

    [Fact]
    public async Task Load_UnknownDevice_NamesTheKnownOnes()
    {
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => LoadAsync(new() { Devices = ["CUDA7"] }));
        Assert.Contains("'CUDA7'", error.Message, StringComparison.Ordinal);
        Assert.Contains("CPU", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_UnknownBuffer_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => LoadAsync(new() { TensorOverrides = ["ffn=CUDA7"] }));
        Assert.Contains("'CUDA7'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_MainGpuThatIsNotThere_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => LoadAsync(new() { GpuSplit = GpuSplit.None, MainGpu = 1000 }));
        Assert.Contains(nameof(EngineOptions.MainGpu), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_RpcServersOnACoreWithout_SaysWhatToBuild()
    {
        var error = await Assert.ThrowsAsync<NativeLoadException>(() => LoadAsync(new() { RpcServers = ["localhost:50052"] }));
        Assert.Contains("GGML_RPC", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_Adapter_ChangesTheAnswerByItsScale()
    {
        var path = AdapterFile.Write(Path.Combine(_folder, "adapter.gguf"), NanoModel.Path);
        await using var silent = await LoadAsync(new() { LoraAdapters = [new() { Path = path, Scale = 0 }] });
        await using var loud = await LoadAsync(new() { LoraAdapters = [new() { Path = path, Scale = 50 }] });
        await CheckAsync(silent);
        Assert.NotEqual(await AnswerAsync(silent), await AnswerAsync(loud));
        Assert.True(loud.Model.MemoryPlan!.Devices.Sum(device => device.Bytes[MemoryClass.Adapters]) > 0);
    }

    [Fact]
    public async Task Load_ModelAsAdapter_IsRefused()
    {
        var error = await Assert.ThrowsAsync<GgufException>(() => LoadAsync(new() { LoraAdapters = [new() { Path = NanoModel.Path }] }));
        Assert.Contains("no adapter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ManyAgents_ChoosesTheSequences()
    {
        await using var engine = await LoadAsync(new() { Profile = TuningProfile.ManyAgents });
        Assert.Equal(16, engine.Model.MemoryPlan!.Settings.Sequences);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => AnswerAsync(engine)));
    }

    [Fact]
    public async Task Load_ModelLargerThanTheMachine_IsRefusedBeforeItIsRead()
    {
        Assert.SkipUnless(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 64L << 30, "the real model may fit this machine");
        var path = TestModelWriter.Write(FlashModel.TrunkOnly, Path.Combine(_folder, "flash.gguf"));
        var error = await Assert.ThrowsAsync<MemoryPlanException>(() => LoadAsync(new() { ModelPath = path }));
        Assert.False(error.Plan.Fits);
        Assert.Contains("SkipMemoryCheck", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, EngineOptions> Wrong => new()
    {
        { nameof(EngineOptions.MicroBatchTokens), new() { MicroBatchTokens = 2048 } },
        { nameof(EngineOptions.ValueCacheType), new() { ValueCacheType = KvCacheType.Q8_0, FlashAttention = false } },
        { nameof(EngineOptions.KeyCacheType), new() { KeyCacheType = (KvCacheType)99 } },
        { nameof(EngineOptions.TensorOverrides), new() { TensorOverrides = ["ffn"] } },
        { nameof(EngineOptions.TensorOverrides), new() { TensorOverrides = ["(=CPU"] } },
        { nameof(EngineOptions.TensorOverrides), new() { TensorOverrides = ["(a*)*=CPU"] } },
        { nameof(EngineOptions.TensorOverrides), new() { TensorOverrides = null! } },
        { nameof(EngineOptions.TensorSplit), new() { TensorSplit = [-1] } },
        { nameof(EngineOptions.TensorSplit), new() { TensorSplit = [0, 0] } },
        { nameof(EngineOptions.LoraAdapters), new() { LoraAdapters = [new()] } },
        { nameof(EngineOptions.DirectIo), new() { DirectIo = true, LockMemory = true } },
        { nameof(EngineOptions.RpcServers), new() { RpcServers = ["host"] } },
        { nameof(EngineOptions.Rope), new() { Rope = new() { FrequencyBase = -1 } } },
        { nameof(EngineOptions.BatchThreads), new() { BatchThreads = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Load_WrongOption_IsNamed(string name, EngineOptions options)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => LoadAsync(options));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<TokenId>> AnswerAsync(Step35Engine engine) =>
        [.. (await engine.RunAsync(Question(engine))).Tokens];

    private static async Task CheckAsync(Step35Engine engine)
    {
        using var fresh = FreshAnswers.OfNano(engine.Model.ContextLength, AnswerTokens);
        fresh.Check(Question(engine).Prompt, await AnswerAsync(engine));
    }

    private static GenerationRequest Question(Step35Engine engine) => engine.Ask("hello", AnswerTokens);

    private static Task<Step35Engine> LoadAsync(EngineOptions options, CoreReport? report = null)
    {
        options.ModelPath = options.ModelPath.Length == 0 ? NanoModel.Path : options.ModelPath;
        options.ContextLength ??= 512;
        options.Threads = 1;
        return Step35Engine.LoadAsync(options, report is null ? null : new ReportFactory(report), cancellationToken: Cancel);
    }

    private sealed class ReportFactory(CoreReport report) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => report;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
