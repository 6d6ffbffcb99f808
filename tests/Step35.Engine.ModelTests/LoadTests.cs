using Microsoft.Extensions.Options;
using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.Engine.ModelTests;

public sealed class LoadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, TestModelShape, bool> Shapes => new()
    {
        { "with-mtp", new TestModelShape(), true },
        { "own-heads", new TestModelShape { HasOwnMtpHeads = true }, true },
        { "trunk-only", new TestModelShape { Kind = Step35ModelKind.TrunkOnly }, false },
        { "no-mtp-declared", new TestModelShape { Kind = Step35ModelKind.TrunkOnly, MtpLayers = 0 }, false },
        { "split", new TestModelShape { Shards = 3 }, true },
        { "f16", new TestModelShape { WeightType = GgmlType.F16 }, true },
        { "q8_0", new TestModelShape { WeightType = GgmlType.Q8_0 }, true },
        { "wide-window", new TestModelShape { SlidingWindow = 512, TrunkLayers = 9 }, true },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Load_EveryShape_LoadsAndGenerates(string name, TestModelShape shape, bool hasMtp)
    {
        var path = TestModelWriter.Write(shape, Path.Combine(_folder, name + ".gguf"));
        await using var engine = await Step35Engine.LoadAsync(Options(path), cancellationToken: Cancel);
        Assert.Equal(hasMtp, engine.Model.HasMtp);
        var (_, tokens, _) = await engine.RunAsync(engine.Ask("hello", maxTokens: 4));
        Assert.NotEmpty(tokens);
    }

    [Fact]
    public async Task Load_MtpHeadsAlone_AreRefusedWithAdvice()
    {
        var path = TestModelWriter.Write(new TestModelShape { Kind = Step35ModelKind.MtpOnly }, Path.Combine(_folder, "mtp.gguf"));
        var error = await Assert.ThrowsAsync<GgufException>(() => Step35Engine.LoadAsync(Options(path), cancellationToken: Cancel));
        Assert.Contains("multi-token-prediction", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_Nano_TellsWhatItIs()
    {
        var progress = new ProgressLog();
        await using var engine = await Step35Engine.LoadAsync(Options(NanoModel.Path), progress: progress, cancellationToken: Cancel);
        Assert.Equal((512, 4096, true, "cpu"), (engine.Model.ContextLength, engine.Model.TrainedContextLength, engine.Model.HasMtp, engine.Model.Backend));
        Assert.True(progress.Values.SequenceEqual(progress.Values.Order()), "Progress goes one way.");
        Assert.Equal(1, progress.Values[^1]);
    }

    [Fact]
    public async Task Load_Cancelled_ThrowsAndLeavesNothing()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var progress = new ProgressLog { OnReport = _ => source.Cancel() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Step35Engine.LoadAsync(Options(NanoModel.Path), progress: progress, cancellationToken: source.Token));
    }

    public static TheoryData<string, EngineOptions> BadOptions => new()
    {
        { nameof(EngineOptions.MaxSequences), new EngineOptions { MaxSequences = 0 } },
        { nameof(EngineOptions.MaxBatchTokens), new EngineOptions { MaxSequences = 4, MaxBatchTokens = 2 } },
        { nameof(EngineOptions.StallTimeout), new EngineOptions { StallTimeout = TimeSpan.MaxValue } },
        { nameof(EngineOptions.StallTimeout), new EngineOptions { StallTimeout = TimeSpan.Zero } },
        { nameof(EngineOptions.Backends), new EngineOptions { Backends = null! } },
        { nameof(EngineOptions.Backends), new EngineOptions { Backends = [null!] } },
        { nameof(EngineOptions.Devices), new EngineOptions { Devices = [null!] } },
        { nameof(EngineOptions.MtpModelPath), new EngineOptions { MtpModelPath = string.Empty } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task Load_BadOptions_NameTheOption(string name, EngineOptions options)
    {
        options.ModelPath = NanoModel.Path;
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => Step35Engine.LoadAsync(options, cancellationToken: Cancel));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ContextBeyondTheTraining_NamesBothNumbers()
    {
        var error = await Assert.ThrowsAsync<Native.ContextCreationException>(
            () => Step35Engine.LoadAsync(new EngineOptions { ModelPath = NanoModel.Path, ContextLength = 8192 }, cancellationToken: Cancel));
        Assert.Contains("8,192", error.Message, StringComparison.Ordinal);
        Assert.Contains("4,096", error.Message, StringComparison.Ordinal);
    }

    private static EngineOptions Options(string path) => new() { ModelPath = path, ContextLength = 512, Threads = 1 };

    private sealed class ProgressLog : IProgress<float>
    {
        public List<float> Values { get; } = [];

        public Action<float>? OnReport { get; init; }

        public void Report(float value)
        {
            Values.Add(value);
            OnReport?.Invoke(value);
        }
    }
}
