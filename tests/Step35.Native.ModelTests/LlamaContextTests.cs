namespace Step35.Native.ModelTests;

public sealed class LlamaContextTests
{
    [Fact]
    public void Decode_Prompt_GivesLogitsOnlyWhereAsked()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small);
        using var batch = new LlamaBatch(8);
        Nano.Fill(batch, Nano.Tokenize(model, "Hello!"));

        Assert.Equal(0, context.Decode(batch));
        Assert.Equal(model.Vocabulary.Count, context.GetLogits(batch.Count - 1).Length);
        Assert.True(context.GetLogits(-1).SequenceEqual(context.GetLogits(batch.Count - 1)));
        Assert.Throws<InvalidOperationException>(() => context.GetLogits(0).Length);
    }

    [Fact]
    public void Generate_Greedy_AnswersInItsFormat()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small);

        var tokens = Nano.Generate(context, Nano.Tokenize(model, Nano.Prompt), 32);
        var text = string.Concat(tokens.Select(model.Vocabulary.GetText));

        Assert.Contains("</think>", text, StringComparison.Ordinal);
        Assert.Contains(model.Vocabulary.Eos, tokens);
    }

    [Fact]
    public void Decode_BadBatch_IsRefusedBeforeTheCoreSeesIt()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small with { MaxOutputCount = 1 });
        using var batch = new LlamaBatch(context.BatchSize + 1);

        Assert.Throws<ArgumentException>(() => context.Decode(batch));
        Nano.Fill(batch, [1]);
        batch.Add(2, 1, 0, output: true);
        Assert.Throws<ArgumentException>(() => context.Decode(batch));
        Nano.Fill(batch, new int[batch.Capacity]);
        Assert.Throws<ArgumentException>(() => context.Decode(batch));
    }

    [Fact]
    public void Decode_UnknownTokenOrSequence_GivesAnErrorStatus()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small);
        using var batch = new LlamaBatch(1);

        Nano.Fill(batch, [model.Vocabulary.Count]);
        Assert.True(context.Decode(batch) < 0);
        Nano.Fill(batch, [1], sequence: 7);
        Assert.True(context.Decode(batch) < 0);
    }

    [Fact]
    public void Decode_MoreThanTheMemoryHolds_SaysNoRoom()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small);
        using var batch = new LlamaBatch(context.BatchSize);
        var status = 0;
        for (var position = 0; status == 0 && position <= context.ContextLength; position += batch.Capacity)
        {
            Nano.Fill(batch, new int[batch.Capacity], position);
            status = context.Decode(batch);
        }

        Assert.Equal(1, status);
    }

    [Fact]
    public void Memory_RemoveCopyClear_MovesThePositions()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small with { SequenceCount = 2, UnifiedKvCache = true });
        using var batch = new LlamaBatch(16);
        Assert.Equal(-1, context.GetLastPosition(0));
        Nano.Fill(batch, new int[10]);
        Assert.Equal(0, context.Decode(batch));

        Assert.Equal((0, 9), (context.GetFirstPosition(0), context.GetLastPosition(0)));
        Assert.True(context.TryRemove(0, 6, -1));
        Assert.Equal(5, context.GetLastPosition(0));
        context.Copy(0, 1, 0, 3);
        Assert.Equal((0, 2), (context.GetFirstPosition(1), context.GetLastPosition(1)));
        context.Clear(data: true);
        Assert.Equal((-1, -1), (context.GetLastPosition(0), context.GetLastPosition(1)));
    }

    [Fact]
    public void Memory_WhatTheCoreWouldAbortOn_Throws()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small with { SequenceCount = 2 });

        Assert.Throws<ArgumentOutOfRangeException>(() => context.TryRemove(2, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.GetLastPosition(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.Copy(0, 2, 0, -1));
        Assert.Throws<ArgumentException>(() => context.Copy(0, 1, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.GetStateSize(2, LlamaStateFlags.None));
    }

    [Theory]
    [InlineData((uint)LlamaStateFlags.None)]
    [InlineData((uint)LlamaStateFlags.PartialOnly)]
    public void State_SavedAndRestored_GoesOnTheSame(uint kind)
    {
        var flags = (LlamaStateFlags)kind;
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small);
        var prompt = Nano.Tokenize(model, Nano.Prompt);
        using var batch = new LlamaBatch(64);
        Nano.Fill(batch, prompt.AsSpan(..^1));
        Assert.Equal(0, context.Decode(batch));
        // Alone, as it is computed again afterwards: in a batch with the others it would be rounded otherwise.
        Nano.Fill(batch, prompt.AsSpan(prompt.Length - 1), prompt.Length - 1);
        Assert.Equal(0, context.Decode(batch));
        var logits = context.GetLogits(-1).ToArray();
        Assert.True(context.TryRemove(0, prompt.Length - 1, -1));
        using var saved = Assert.IsType<LlamaStateBuffer>(context.SaveState(0, flags, context.GetStateSize(0, flags)));
        Assert.Equal(context.GetStateSize(0, flags), saved.ByteCount);
        using var state = Copy(saved, saved.ByteCount);

        Nano.Fill(batch, prompt.AsSpan(0, 3), prompt.Length - 1);
        Assert.Equal(0, context.Decode(batch));
        Assert.True(context.TryRestoreState(0, state, flags));
        Assert.True(context.TryRemove(0, prompt.Length - 1, -1));
        Nano.Fill(batch, prompt.AsSpan(prompt.Length - 1), prompt.Length - 1);
        Assert.Equal(0, context.Decode(batch));

        Assert.Equal(logits, context.GetLogits(-1).ToArray(), (a, b) => Math.Abs(a - b) < 1e-2);
    }

    [Fact]
    public void State_Broken_IsRefusedAndLeavesTheSequenceEmpty()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small);
        using var batch = new LlamaBatch(8);
        Nano.Fill(batch, [1, 2, 3]);
        Assert.Equal(0, context.Decode(batch));

        using var saved = Assert.IsType<LlamaStateBuffer>(context.SaveState(0, LlamaStateFlags.None, context.GetStateSize(0, LlamaStateFlags.None)));
        using var shortened = Copy(saved, saved.ByteCount / 2);
        Assert.False(context.TryRestoreState(0, shortened, LlamaStateFlags.None));
        Assert.Equal(-1, context.GetLastPosition(0));
    }

    [Fact]
    public void State_StreamTooShort_Throws()
    {
        using var bytes = new MemoryStream(new byte[99]);
        Assert.Throws<EndOfStreamException>(() => LlamaStateBuffer.Read(bytes, 100));
    }

    [Fact]
    public void ThreadPool_DisposedOrReplaced_StaysForTheContext()
    {
        using var model = Nano.Load();
        using var context = model.CreateContext(Nano.Small);
        var prompt = Nano.Tokenize(model, Nano.Prompt);
        int[]? expected = null;
        for (var threads = 1; threads <= 2; threads++)
        {
            using (var pool = LlamaThreadPool.Create(threads))
            using (var batchPool = LlamaThreadPool.Create(2))
                context.AttachThreadPool(pool, batchPool);

            context.SetThreads(threads, 2);
            context.Clear(data: false);
            var tokens = Nano.Generate(context, prompt, 8);
            expected ??= tokens;
            Assert.Equal(expected, tokens);
        }
    }

    [Fact]
    public void Decode_AfterDispose_Throws()
    {
        using var model = Nano.Load();
        var context = model.CreateContext(Nano.Small);
        using var batch = new LlamaBatch(1);
        Nano.Fill(batch, [1]);
        context.Dispose();

        Assert.Throws<ObjectDisposedException>(() => context.Decode(batch));
    }

    private static LlamaStateBuffer Copy(LlamaStateBuffer state, long byteCount)
    {
        using var bytes = new MemoryStream();
        state.CopyTo(bytes);
        bytes.Position = 0;
        return LlamaStateBuffer.Read(bytes, byteCount);
    }
}
