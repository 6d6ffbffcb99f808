using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.Engine.Tests.Gguf;

public sealed class TestModelWriterTests
{
    [Fact]
    public void Write_SameShape_GivesSameBytes() => Assert.Equal(Bytes(new TestModelShape()), Bytes(new TestModelShape()));

    [Fact]
    public void Write_OtherSeed_GivesOtherBytes() => Assert.NotEqual(Bytes(new TestModelShape()), Bytes(new TestModelShape { Seed = 2 }));

    [Fact]
    public void Encode_Q8Block_KeepsElementsWithinHalfAStep()
    {
        var elements = Enumerable.Range(0, 32).Select(i => MathF.Sin(i)).ToArray();

        var bytes = TensorEncoder.Encode(GgmlType.Q8_0, elements);

        var scale = (float)BitConverter.ToHalf(bytes);
        Assert.Equal(34, bytes.Length);
        Assert.All(elements.Index(), pair => Assert.InRange(MathF.Abs(pair.Item - (sbyte)bytes[2 + pair.Index] * scale), 0, scale * 0.6f));
    }

    [Fact]
    public void Tokens_Vocabulary_HasEveryByteOnce()
    {
        var bytes = TestVocabulary.Tokens(0).Take(256).ToArray();

        Assert.Distinct(bytes);
        Assert.Equal("Ġ", bytes[' ']);
        Assert.Equal("Ċ", bytes['\n']);
        Assert.Equal("A", bytes['A']);
    }

    private static byte[] Bytes(TestModelShape shape)
    {
        using var folder = new TemporaryFolder();
        return File.ReadAllBytes(TestModelWriter.Write(shape, folder.File("model.gguf")));
    }
}
