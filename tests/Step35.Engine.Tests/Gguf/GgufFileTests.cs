using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.Engine.Tests.Gguf;

public sealed class GgufFileTests
{
    [Fact]
    public void Open_NanoModel_ReadsKeysAndTensors()
    {
        var file = GgufFile.Open(NanoModel.Path);

        Assert.Equal(3, file.Version);
        Assert.Equal(43, file.Metadata.Count);
        Assert.Equal(199, file.Tensors.Count);
        Assert.Equal(NanoModel.Path, Assert.Single(file.Shards).Path);
        Assert.True(file.TryGetTensor("blk.1.ffn_up_exps.weight", out var experts));
        Assert.Equal([192, 80, 8], experts.Shape);
        Assert.Equal(192 * 80 * 8 * 2, experts.ByteCount);
        Assert.True(file.TensorBytes < file.Shards[0].Length);
    }

    [Fact]
    public void Open_NanoModel_KeepsTheTypesOfTheFile()
    {
        var metadata = GgufFile.Open(NanoModel.Path).Metadata;

        Assert.True(metadata.TryGetString("general.architecture", out var architecture));
        Assert.Equal("step35", architecture);
        Assert.True(metadata.TryGetUInt32("step35.block_count", out var blocks));
        Assert.Equal(12u, blocks);
        Assert.True(metadata.TryGetFloat32("step35.rope.freq_base", out var frequencyBase));
        Assert.Equal(5e6f, frequencyBase);
        Assert.True(metadata.TryGetBool("tokenizer.ggml.add_bos_token", out var addsBos));
        Assert.False(addsBos);
        Assert.True(metadata.TryGetStrings("tokenizer.ggml.tokens", out var tokens));
        Assert.Equal("<|im_end|>", tokens[1790]);
        Assert.True(metadata.TryGetArray<bool>("step35.attention.sliding_window_pattern", out var pattern));
        Assert.Equal([false, true, true, true, false, true, true, true, false, true, true, true], pattern.ToArray());
    }

    [Fact]
    public void TryGet_OtherTypeOrAbsent_IsFalse()
    {
        var metadata = GgufFile.Open(NanoModel.Path).Metadata;

        Assert.False(metadata.TryGetString("step35.block_count", out _));
        Assert.False(metadata.TryGetUInt32("general.architecture", out _));
        Assert.False(metadata.TryGetFloat32("absent", out _));
        Assert.False(metadata.TryGetArray<int>("step35.block_count", out _));
        Assert.False(metadata.TryGetStrings("general.architecture", out _));
    }

    [Fact]
    public void TryGetArray_OtherSign_IsFalse()
    {
        var value = GgufValues.OfArray(1, 2, 3);

        Assert.False(value.TryGetArray<uint>(out _));
        Assert.True(value.TryGetArray<int>(out _));
    }

    [Fact]
    public void Open_SplitModel_JoinsItsFiles()
    {
        using var folder = new TemporaryFolder();
        var whole = GgufFile.Open(TestModelWriter.Write(new TestModelShape(), folder.File("whole.gguf")));

        var split = GgufFile.Open(TestModelWriter.Write(new TestModelShape { Shards = 4 }, folder.File("split.gguf")));

        Assert.Equal(4, split.Shards.Count);
        Assert.Equal([0, 1, 2, 3], split.Tensors.Select(tensor => tensor.ShardIndex).Distinct());
        Assert.Equal(whole.Tensors.Select(tensor => tensor.Name), split.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(whole.TensorBytes, split.TensorBytes);
    }

    [Fact]
    public void Open_SecondFileOfSplit_NamesTheFirst()
    {
        using var folder = new TemporaryFolder();
        TestModelWriter.Write(new TestModelShape { Shards = 2 }, folder.File("model.gguf"));

        var error = Assert.Throws<GgufException>(() => GgufFile.Open(folder.File("model-00002-of-00002.gguf")));

        Assert.Contains("'model-00001-of-00002.gguf'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingShards_NamesThem()
    {
        using var folder = new TemporaryFolder();
        var first = TestModelWriter.Write(new TestModelShape { Shards = 4 }, folder.File("model.gguf"));
        File.Delete(folder.File("model-00002-of-00004.gguf"));
        File.Delete(folder.File("model-00004-of-00004.gguf"));

        var error = Assert.Throws<GgufException>(() => GgufFile.Open(first));

        Assert.Contains("model-00002-of-00004.gguf, model-00004-of-00004.gguf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CutOffData_SaysHowMuchIsMissing()
    {
        using var folder = new TemporaryFolder();
        var path = TestModelWriter.Write(new TestModelShape(), folder.File("model.gguf"));
        using (var stream = File.OpenWrite(path))
            stream.SetLength(stream.Length - 12_345);

        var error = Assert.Throws<GgufException>(() => GgufFile.Open(path));

        Assert.Contains("12,345 bytes are missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.FilePath);
        Assert.DoesNotContain(folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PathWithZeroByte_Throws() => Assert.Throws<GgufException>(() => GgufFile.Open("model\0.gguf"));

    [Fact]
    public void Open_NoPath_ThrowsArgumentException() => Assert.Throws<ArgumentException>(() => GgufFile.Open(string.Empty));

    [Fact]
    public void Open_FullVocabulary_KeepsTokensCompact()
    {
        using var folder = new TemporaryFolder();
        var path = TestModelWriter.Write(
            new TestModelShape { Kind = Step35ModelKind.TrunkOnly, HiddenLength = 32, TrunkLayers = 2, PaddingTokens = 128_000 },
            folder.File("model.gguf"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var file = GgufFile.Open(path);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Bounded by the header, although the tensors are ten times as long.
        Assert.InRange(allocated, 0, 4 * file.Shards[0].DataOffset);
        Assert.Equal(128_000 + TestVocabulary.Tokens(0).Count, Step35ModelHeader.Read(file).Vocabulary.TokenCount);
    }

    [Fact]
    public void Open_SparseFileOfAHundredGigabytes_ReadsTheHeaderAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "NTFS would reserve the whole length");
        const long Rows = 1L << 30;
        using var folder = new TemporaryFolder();
        var path = WriteHeaderOfHugeTensor(folder, Rows);
        using (var stream = File.OpenWrite(path))
            stream.SetLength(stream.Length + (Rows * 32 * sizeof(float)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var file = GgufFile.Open(path);

        Assert.True(file.TensorBytes > 100L << 30);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static string WriteHeaderOfHugeTensor(TemporaryFolder folder, long rows)
    {
        var writer = new GgufWriter();
        writer.Tensors.Add(new TensorSource("large", GgmlType.F32, [32, rows], () => []));
        writer.Write(folder.File("model.gguf"));
        return folder.File("model.gguf");
    }
}
