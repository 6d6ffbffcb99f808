using Step35.Native.Logging;

namespace Step35.Native.ModelTests;

public sealed class MultiTokenPredictionTests
{
    [Fact]
    public void Heads_FedTheTargetsHiddenRows_PredictItsNextTokens()
    {
        using var model = Nano.Load(new LlamaModelParameters { LoadMtp = true });
        using var target = model.CreateContext(Nano.Small);
        target.SetNextNEmbeddings(enabled: true, masked: false);
        using var drafter = model.CreateContext(Nano.Small with { Kind = LlamaContextKind.Mtp, Other = target });
        drafter.SetNextNEmbeddings(enabled: true, masked: true);
        var prompt = Nano.Tokenize(model, Nano.Prompt);
        var expected = Nano.Generate(target, prompt, 4);

        var drafts = Draft(target, drafter, prompt, expected[0], model);

        // The heads were trained to agree with the trunk on nine tokens of ten; the first one of a greeting is a sure one.
        Assert.Equal(expected[1], drafts[0]);
        Assert.All(drafts, draft => Assert.InRange(draft, 0, model.Vocabulary.Count - 1));
    }

    [Fact]
    public void CreateContext_TargetDisposedFirst_DrafterGoesOn()
    {
        using var model = Nano.Load(new LlamaModelParameters { LoadMtp = true });
        var target = model.CreateContext(Nano.Small);
        using var drafter = model.CreateContext(Nano.Small with { Kind = LlamaContextKind.Mtp, Other = target });
        target.Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var batch = new LlamaBatch(1, model.OutputEmbeddingLength);
        batch.GetEmbedding(batch.Add(1, 0, 0, output: true)).Fill(0.1f);

        Assert.Equal(0, drafter.Decode(batch));
    }

    [Fact]
    public void CreateContext_HeadsNotLoaded_Throws()
    {
        using var model = Nano.Load(new LlamaModelParameters { LoadMtp = false });
        using var target = model.CreateContext(Nano.Small);

        Assert.Throws<ContextCreationException>(() => model.CreateContext(Nano.Small with { Kind = LlamaContextKind.Mtp, Other = target }));
    }

    [Fact]
    public void CreateContext_CellsOfManySequences_RaiseNoAlarm()
    {
        using var model = Nano.Load(new LlamaModelParameters { LoadMtp = true });
        var parameters = Nano.Small with { ContextLength = 2 * model.TrainedContextLength, SequenceCount = 2 };
        using var target = model.CreateContext(parameters);
        var mark = NativeLog.Mark();
        using var drafter = model.CreateContext(parameters with { Kind = LlamaContextKind.Mtp, Other = target, UnifiedKvCache = true });

        Assert.Empty(NativeLog.ComplaintsSince(mark));
    }

    [Fact]
    public void SetNextNLayerOffset_NoSuchHead_Throws()
    {
        using var model = Nano.Load(new LlamaModelParameters { LoadMtp = true });
        using var target = model.CreateContext(Nano.Small);

        Assert.Throws<ArgumentOutOfRangeException>(() => target.SetNextNLayerOffset(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => target.SetNextNLayerOffset(-1));
    }

    [Fact]
    public void Decode_HiddenRowsOfAnotherLength_Throws()
    {
        using var model = Nano.Load(new LlamaModelParameters { LoadMtp = true });
        using var target = model.CreateContext(Nano.Small);
        using var drafter = model.CreateContext(Nano.Small with { Kind = LlamaContextKind.Mtp, Other = target });
        using var batch = new LlamaBatch(1, model.OutputEmbeddingLength + 1);
        batch.Add(1, 0, 0, output: true);

        Assert.Throws<ArgumentException>(() => drafter.Decode(batch));
    }

    // Every head sees the prompt with the hidden rows shifted by one, then head k runs over the k tokens drafted so far.
    private static int[] Draft(LlamaContext target, LlamaContext drafter, int[] prompt, int last, LlamaModel model)
    {
        target.Clear(data: false);
        using var prefill = new LlamaBatch(64);
        Nano.Fill(prefill, prompt);
        Assert.Equal(0, target.Decode(prefill));
        using var batch = new LlamaBatch(64, model.OutputEmbeddingLength);
        var hidden = new List<float[]> { target.GetNextNEmbedding(prompt.Length - 1).ToArray() };
        var tokens = new List<int> { last };
        for (var head = 0; head < model.NextNLayerCount; head++)
        {
            drafter.TryRemove(0, 0, -1);
            drafter.SetNextNLayerOffset(head);
            batch.Clear();
            for (var i = 0; i < prompt.Length; i++)
            {
                var row = batch.GetEmbedding(batch.Add(prompt[i], i, 0, output: false));
                if (i > 0)
                    target.GetNextNEmbedding(i - 1).CopyTo(row);
            }

            for (var i = 0; i < tokens.Count; i++)
                hidden[i].CopyTo(batch.GetEmbedding(batch.Add(tokens[i], prompt.Length + i, 0, output: i == tokens.Count - 1)));
            batch.GetEmbedding(0).Clear();
            Assert.Equal(0, drafter.Decode(batch));
            hidden.Add(drafter.GetNextNEmbedding(batch.Count - 1).ToArray());
            var logits = drafter.GetLogits(-1).ToArray();
            tokens.Add(Array.IndexOf(logits, logits.Max()));
        }

        return [.. tokens.Skip(1)];
    }
}
