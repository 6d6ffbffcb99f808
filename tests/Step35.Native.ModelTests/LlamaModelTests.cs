namespace Step35.Native.ModelTests;

public sealed class LlamaModelTests
{
    [Fact]
    public void Load_Nano_TellsItsShape()
    {
        using var model = Nano.Load();

        Assert.Equal(192, model.EmbeddingLength);
        Assert.Equal(192, model.OutputEmbeddingLength);
        Assert.Equal(9, model.LayerCount);
        Assert.Equal(3, model.NextNLayerCount);
        Assert.Equal(64, model.SlidingWindow);
        Assert.InRange(model.TrainedContextLength, 1, 262_144);
        Assert.InRange(model.ParameterCount, 4_000_000, 9_000_000);
        Assert.InRange(model.SizeBytes, 10_000_000, 16_000_000);
        Assert.Matches(@"^step35 \d\.\d+M \w", model.Description);
        Assert.Contains("<|im_start|>", model.ChatTemplate, StringComparison.Ordinal);
    }

    [Fact]
    public void GetMetadata_Keys_GivesScalarsOrNull()
    {
        using var model = Nano.Load();

        Assert.Equal("step35", model.GetMetadata("general.architecture"));
        Assert.Equal("3", model.GetMetadata("step35.nextn_predict_layers"));
        Assert.Null(model.GetMetadata("no.such.key"));
    }

    [Fact]
    public void Load_Progress_RunsFromZeroToOne()
    {
        var shares = new List<float>();
        _ = Nano.Runtime;
        using var model = LlamaModel.Load(Nano.Path, new LlamaModelParameters(), shares.Add, TestContext.Current.CancellationToken);

        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
    }

    [Fact]
    public void Load_CancelledHalfway_ThrowsAndLeavesTheProcessWell()
    {
        using var cancellation = new CancellationTokenSource();
        _ = Nano.Runtime;

        Assert.Throws<OperationCanceledException>(
            () => LlamaModel.Load(Nano.Path, new LlamaModelParameters(), _ => cancellation.Cancel(), cancellation.Token));
        using var model = Nano.Load();
        Assert.Equal(9, model.LayerCount);
    }

    [Fact]
    public void Load_ProgressThrows_GivesTheErrorAsCause()
    {
        _ = Nano.Runtime;
        var cause = new InvalidDataException("mine");

        var error = Assert.Throws<ModelLoadException>(
            () => LlamaModel.Load(Nano.Path, new LlamaModelParameters(), _ => throw cause, CancellationToken.None));
        Assert.Same(cause, error.InnerException);
    }

    [Fact]
    public void Load_MissingFile_NamesIt()
    {
        var error = Assert.Throws<ModelLoadException>(
            () => LlamaModel.Load("missing.gguf", new LlamaModelParameters(), null, CancellationToken.None));
        Assert.Equal("missing.gguf", error.Path);
    }

    [Fact]
    public void Load_NotAModel_QuotesTheCore()
    {
        _ = Nano.Runtime;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "this is no GGUF file, but long enough to look into");
        try
        {
            var error = Assert.Throws<ModelLoadException>(
                () => LlamaModel.Load(path, new LlamaModelParameters(), null, CancellationToken.None));
            Assert.Contains("magic", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void CreateContext_RefusedByTheCore_QuotesIt()
    {
        using var model = Nano.Load();

        var error = Assert.Throws<ContextCreationException>(() => model.CreateContext(Nano.Small with { SequenceCount = 100_000 }));
        Assert.Contains("n_seq_max", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_ModelBeforeContext_ContextGoesOn()
    {
        var model = Nano.Load();
        var prompt = Nano.Tokenize(model, Nano.Prompt);
        using var context = model.CreateContext(Nano.Small);
        model.Dispose();
        Collect();

        Assert.Equal(8, Nano.Generate(context, prompt, 8).Length);
        Assert.Throws<ObjectDisposedException>(() => model.Vocabulary.IsControl(0));
    }

    [Fact]
    public void Finalizers_NothingDisposed_FreeInTheRightOrder()
    {
        for (var i = 0; i < 4; i++)
        {
            Abandon();
            Collect();
        }

        static void Abandon()
        {
            var model = Nano.Load();
            var context = model.CreateContext(Nano.Small);
            using var pool = LlamaThreadPool.Create(1);
            context.AttachThreadPool(pool, pool);
        }
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
