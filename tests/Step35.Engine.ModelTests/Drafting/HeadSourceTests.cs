using Step35.Engine.Generation;
using Step35.Engine.Gguf;
using Step35.Engine.Model;
using Step35.TestModels;

namespace Step35.Engine.ModelTests.Drafting;

public sealed class HeadSourceTests : IDisposable
{
    private static readonly TestModelShape Heads = new() { Kind = Step35ModelKind.MtpOnly };
    private static readonly TestModelShape Trunk = new() { Kind = Step35ModelKind.TrunkOnly };
    private static readonly TestModelShape Whole = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("step35-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, TestModelShape> UnfitHeads => new()
    {
        { "nothing but", Whole },
        { "nothing but", Trunk },
        { "this very model", Heads with { HiddenLength = 32 } },
        { "this very model", Heads with { SlidingWindow = 32 } },
        { "this very model", Heads with { PaddingTokens = 1 } },
    };

    [Fact]
    public async Task Load_HeadsInAFileOfTheirOwn_DraftAsThoseInTheModel()
    {
        var (separateHeads, separate) = await AnswerAsync(Options(Trunk, Heads));
        var (heads, together) = await AnswerAsync(Options(Whole));
        Assert.Equal((3, 3), (separateHeads, heads));
        Assert.InRange(together.DraftedTokens, 20, int.MaxValue);
        Assert.Equal((together.DraftedTokens, together.AcceptedDraftTokens), (separate.DraftedTokens, separate.AcceptedDraftTokens));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(8, 3)]
    [InlineData(null, 3)]
    public async Task Load_DraftTokens_UsesAsManyHeads(int? draftTokens, int headCount)
    {
        var options = Options(Whole);
        options.DraftTokens = draftTokens;
        Assert.Equal(headCount, (await AnswerAsync(options)).HeadCount);
    }

    [Fact]
    public async Task Load_ModelWithoutHeads_DraftsNone()
    {
        var (headCount, summary) = await AnswerAsync(Options(Trunk));
        Assert.Equal((0, 0), (headCount, summary.DraftedTokens));
    }

    [Theory]
    [MemberData(nameof(UnfitHeads))]
    public async Task Load_UnfitHeads_ThrowsAndSaysWhy(string advice, TestModelShape heads)
    {
        var error = await Assert.ThrowsAsync<GgufException>(() => AnswerAsync(Options(Trunk, heads)));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_MissingHeads_Throws()
    {
        var options = Options(Trunk);
        options.MtpModelPath = Path.Combine(_folder, "missing.gguf");
        var error = await Assert.ThrowsAsync<GgufException>(() => AnswerAsync(options));
        Assert.Contains("missing.gguf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_FolderOfHeads_DraftsWithThem()
    {
        var options = Options(Trunk);
        options.MtpModelPath = NewHeadsFolder("heads.gguf");
        Assert.Equal(3, (await AnswerAsync(options)).HeadCount);
    }

    [Fact]
    public async Task Load_FolderOfSeveralHeads_NamesThem()
    {
        var options = Options(Trunk);
        options.MtpModelPath = NewHeadsFolder("heads-Q8_0.gguf", "heads-F16.gguf");
        var error = await Assert.ThrowsAsync<ModelNotFoundException>(() => AnswerAsync(options));
        Assert.Contains("heads-F16.gguf, heads-Q8_0.gguf", error.Message, StringComparison.Ordinal);
    }

    private string NewHeadsFolder(params string[] names)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "heads")).FullName;
        foreach (var name in names)
            TestModelWriter.Write(Heads, Path.Combine(folder, name));
        return folder;
    }

    private static async Task<(int HeadCount, GenerationSummary Summary)> AnswerAsync(EngineOptions options)
    {
        await using var engine = await Step35Engine.LoadAsync(options, cancellationToken: Cancel);
        var (_, _, summary) = await engine.RunAsync(engine.Ask("hello"));
        return (engine.Model.DraftHeadCount, summary);
    }

    private EngineOptions Options(TestModelShape model, TestModelShape? heads = null) => new()
    {
        ModelPath = TestModelWriter.Write(model, Path.Combine(_folder, "model.gguf")),
        MtpModelPath = heads is null ? null : TestModelWriter.Write(heads, Path.Combine(_folder, "heads.gguf")),
        ContextLength = 512,
        DraftTokens = 3,
        PromptLookup = false,
        Threads = 1,
    };
}
