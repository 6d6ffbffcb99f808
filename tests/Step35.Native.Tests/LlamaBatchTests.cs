namespace Step35.Native.Tests;

public sealed unsafe class LlamaBatchTests
{
    [Fact]
    public void Add_Tokens_FillsTheArrays()
    {
        using var batch = new LlamaBatch(3);

        Assert.Equal(0, batch.Add(10, 5, 1, output: false));
        Assert.Equal(1, batch.Add(11, 6, 2, output: true));

        var native = batch.ToNative();
        Assert.Equal(2, native.n_tokens);
        Assert.Equal([10, 11], new ReadOnlySpan<int>(native.token, 2).ToArray());
        Assert.Equal([5, 6], new ReadOnlySpan<int>(native.pos, 2).ToArray());
        Assert.Equal([1, 1], new ReadOnlySpan<int>(native.n_seq_id, 2).ToArray());
        Assert.Equal((1, 2), (*native.seq_id[0], *native.seq_id[1]));
        Assert.Equal([0, 1], new ReadOnlySpan<sbyte>(native.logits, 2).ToArray());
        Assert.True(native.embd == null);
        Assert.Equal(1, batch.OutputCount);
    }

    [Fact]
    public void Add_FullBatch_Throws()
    {
        using var batch = new LlamaBatch(1);
        batch.Add(1, 0, 0, output: true);

        var error = Assert.Throws<InvalidOperationException>(() => batch.Add(2, 1, 0, output: true));
        Assert.Contains("full at 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, batch.Count);
    }

    [Fact]
    public void Clear_FullBatch_TakesTokensAgain()
    {
        using var batch = new LlamaBatch(1);
        batch.Add(1, 0, 0, output: true);
        batch.Clear();

        Assert.Equal((0, 0), (batch.Count, batch.OutputCount));
        Assert.Equal(0, batch.Add(2, 1, 0, output: false));
    }

    [Fact]
    public void GetEmbedding_EachToken_HasItsOwnRow()
    {
        using var batch = new LlamaBatch(2, embeddingLength: 3);
        for (var i = 0; i < 2; i++)
            batch.GetEmbedding(batch.Add(i, i, 0, output: false)).Fill(i + 1);

        Assert.Equal([1f, 1, 1, 2, 2, 2], new ReadOnlySpan<float>(batch.ToNative().embd, 6).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.GetEmbedding(2).Length);
    }

    [Fact]
    public void Add_AfterDispose_Throws()
    {
        var batch = new LlamaBatch(1);
        batch.Dispose();

        Assert.Throws<ObjectDisposedException>(() => batch.Add(1, 0, 0, output: true));
    }
}
