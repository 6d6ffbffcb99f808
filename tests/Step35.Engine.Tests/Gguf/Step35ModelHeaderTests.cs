using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.Engine.Tests.Gguf;

public sealed class Step35ModelHeaderTests
{
    [Fact]
    public void Read_NanoModel_DescribesIt()
    {
        var header = Step35ModelHeader.Read(GgufFile.Open(NanoModel.Path));

        Assert.Equal(Step35ModelKind.WithMtp, header.Kind);
        Assert.Equal((9, 3), (header.TrunkLayerCount, header.MtpLayerCount));
        Assert.Equal((192, 512, 64, 64), (header.EmbeddingLength, header.FeedForwardLength, header.KeyLength, header.ValueLength));
        Assert.Equal((4096, 64), (header.ContextLength, header.SlidingWindow));
        Assert.Equal(new Step35Rope(32, 64, 5e6f, 1e4f), header.Rope);
        Assert.Equal(new Step35Experts(8, 2, 80, 80, 2f), header.Experts);
        var template = Assert.IsType<string>(header.Vocabulary.ChatTemplate);
        Assert.Equal(new Step35Vocabulary(1809, "gpt-2", 1787, 1790, template), header.Vocabulary);
    }

    [Fact]
    public void Read_NanoModel_DescribesItsLayers()
    {
        var layers = Step35ModelHeader.Read(GgufFile.Open(NanoModel.Path)).Layers;

        Assert.Equal([4, 6, 6, 6, 4, 6, 6, 6, 4, 6, 6, 6], layers.Select(layer => layer.QueryHeads));
        Assert.All(layers, layer => Assert.Equal(2, layer.KeyValueHeads));
        Assert.Equal([0, 4, 8], layers.Where(layer => !layer.IsSlidingWindow).Select(layer => layer.Index));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], layers.Where(layer => layer.HasExperts).Select(layer => layer.Index));
        Assert.Equal([9, 10, 11], layers.Where(layer => layer.IsMtp).Select(layer => layer.Index));
    }

    [Theory]
    [InlineData(Step35ModelKind.WithMtp, 3, 3)]
    [InlineData(Step35ModelKind.TrunkOnly, 3, 0)]
    [InlineData(Step35ModelKind.TrunkOnly, 0, 0)]
    [InlineData(Step35ModelKind.MtpOnly, 3, 3)]
    public void Read_EachKind_IsRecognised(Step35ModelKind kind, int declared, int held)
    {
        var header = Read(new TestModelShape { Kind = kind, MtpLayers = declared });

        Assert.Equal(kind, header.Kind);
        Assert.Equal(held, header.MtpLayerCount);
        Assert.Equal(5, header.TrunkLayerCount);
        Assert.Equal(5 + declared, header.Layers.Count);
    }

    [Theory]
    [InlineData(GgmlType.F32)]
    [InlineData(GgmlType.F16)]
    [InlineData(GgmlType.Q8_0)]
    public void Read_EachWeightType_IsAccepted(GgmlType type) =>
        Assert.Equal(64, Read(new TestModelShape { WeightType = type, HasOwnMtpHeads = true, HasRopeFactors = false }).EmbeddingLength);

    [Fact]
    public void Read_MtpOnlyWithOwnHeads_NeedsNoOutput() =>
        Assert.Equal(Step35ModelKind.MtpOnly, Read(new TestModelShape { Kind = Step35ModelKind.MtpOnly, HasOwnMtpHeads = true }).Kind);

    [Fact]
    public void Read_Clamps_StandAtTheLayersThatHaveThem()
    {
        var layers = Read(new TestModelShape()).Layers;

        Assert.Equal([3, 4], layers.Where(layer => layer is { RoutedClamp: 7, SharedClamp: 16 }).Select(layer => layer.Index));
        Assert.Equal(6, layers.Count(layer => layer is { RoutedClamp: 0, SharedClamp: 0 }));
    }

    [Fact]
    public void Read_ScalesOfQuantizedWeights_AreAccepted() => Change(writer =>
    {
        writer.Tensors.Add(new TensorSource("blk.0.attn_q.scale", GgmlType.F32, [1], () => [1]));
        writer.Tensors.Add(new TensorSource("blk.1.ffn_up_exps.input_scale", GgmlType.F32, [8], () => new float[8]));
    });

    [Fact]
    public void Read_SettingsOncePerLayerOrOnceForAll_AreAlike() =>
        Change(writer => writer.Set("step35.expert_used_count", GgufValues.OfArray(Enumerable.Repeat(2, 8).ToArray())));

    [Fact]
    public void Read_OtherArchitecture_NamesIt()
    {
        var error = Assert.Throws<GgufException>(() => Change(writer => writer.Set("general.architecture", GgufValues.Of("qwen3"))));

        Assert.Contains("'qwen3'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherShape_NamesTensorAndBothShapes()
    {
        var error = Assert.Throws<GgufException>(() => Change(writer => writer.Set("step35.embedding_length", GgufValues.Of(96u))));

        Assert.Contains("'token_embd.weight' has the shape [64, 295] where its metadata asks for [96, "
            + "295]", error.Message, StringComparison.Ordinal);
    }

    private static Step35ModelHeader Read(TestModelShape shape)
    {
        using var folder = new TemporaryFolder();
        return Step35ModelHeader.Read(GgufFile.Open(TestModelWriter.Write(shape, folder.File("model.gguf"))));
    }

    private static void Change(Action<GgufWriter> change)
    {
        using var folder = new TemporaryFolder();
        var writer = TestModelWriter.Create(new TestModelShape());
        change(writer);
        writer.Write(folder.File("model.gguf"));
        Step35ModelHeader.Read(GgufFile.Open(folder.File("model.gguf")));
    }
}
