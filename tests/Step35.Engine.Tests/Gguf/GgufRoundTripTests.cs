using CsCheck;
using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.Engine.Tests.Gguf;

public sealed class GgufRoundTripTests
{
    // Lone surrogates have no UTF-8; everything else goes through.
    private static readonly Gen<string> Texts = Gen.String[Gen.Char[' ', '\uD7FF'], 0, 20];

    private static readonly Gen<GgufValue> Values = Gen.OneOf(
        Gen.Byte.Select(GgufValues.Of),
        Gen.SByte.Select(GgufValues.Of),
        Gen.UShort.Select(GgufValues.Of),
        Gen.Short.Select(GgufValues.Of),
        Gen.UInt.Select(GgufValues.Of),
        Gen.Int.Select(GgufValues.Of),
        Gen.Float.Select(GgufValues.Of),
        Gen.Bool.Select(GgufValues.Of),
        Texts.Select(GgufValues.Of),
        Gen.ULong.Select(GgufValues.Of),
        Gen.Long.Select(GgufValues.Of),
        Gen.Double.Select(GgufValues.Of),
        Gen.Byte.Array[0, 9].Select(GgufValues.OfArray),
        Gen.SByte.Array[0, 9].Select(GgufValues.OfArray),
        Gen.UShort.Array[0, 9].Select(GgufValues.OfArray),
        Gen.Short.Array[0, 9].Select(GgufValues.OfArray),
        Gen.UInt.Array[0, 9].Select(GgufValues.OfArray),
        Gen.Int.Array[0, 9].Select(GgufValues.OfArray),
        Gen.Float.Array[0, 9].Select(GgufValues.OfArray),
        Gen.Bool.Array[0, 9].Select(GgufValues.OfArray),
        Gen.ULong.Array[0, 9].Select(GgufValues.OfArray),
        Gen.Long.Array[0, 9].Select(GgufValues.OfArray),
        Gen.Double.Array[0, 9].Select(GgufValues.OfArray),
        Texts.Array[0, 9].Select(texts => GgufValues.OfStrings(texts)));

    private static readonly Gen<(GgmlType Type, long[] Shape)> TensorShapes = Gen.Select(
        Gen.Int[0, 2].Select(i => new[] { GgmlType.F32, GgmlType.F16, GgmlType.Q8_0 }[i]),
        Gen.Long[1, 3],
        Gen.Long[1, 4].Array[0, 3],
        (type, blocks, rest) => (type, (long[])[blocks * 32, .. rest]));

    [Fact]
    public void Open_WrittenMetadata_IsEqual() => Gen.Dictionary(Texts.Where(text => text.Length > 0), Values)[0, 20].Sample(written =>
    {
        using var folder = new TemporaryFolder();
        var writer = new GgufWriter();
        foreach (var (key, value) in written)
            writer.Add("x." + key, value);
        writer.Write(folder.File("model.gguf"));

        var read = GgufFile.Open(folder.File("model.gguf")).Metadata;

        Assert.Equal(written.Keys.Select(key => "x." + key), read.Keys);
        Assert.All(written, pair => AssertEqual(pair.Value, read["x." + pair.Key]));
    });

    [Fact]
    public void Open_WrittenTensors_AreWhereTheirBytesAre() =>
        Gen.Select(TensorShapes.Array[1, 6], Gen.Int[5, 12].Select(bits => 1 << bits), Gen.Int[1, 3]).Sample((shapes, alignment, shards) =>
        {
            using var folder = new TemporaryFolder();
            var writer = new GgufWriter { Alignment = alignment };
            writer.Add("general.architecture", GgufValues.Of("any"));
            foreach (var (index, (type, shape)) in shapes.Index())
                writer.Tensors.Add(Constant($"t{index}", type, shape, index + 1));
            var path = shards == 1 ? folder.File("m.gguf") : writer.WriteSplit(folder.File("m"), shards)[0];
            if (shards == 1)
                writer.Write(path);

            var file = GgufFile.Open(path);

            Assert.Equal(writer.Tensors.Select(tensor => tensor.Name), file.Tensors.Select(tensor => tensor.Name));
            Assert.All(file.Tensors.Zip(writer.Tensors), pair => AssertHolds(file, pair.First, pair.Second));
        }, iter: 50);

    private static TensorSource Constant(string name, GgmlType type, long[] shape, float value)
    {
        var count = shape.Aggregate(1L, (product, length) => product * length);
        return new TensorSource(name, type, shape, () => [.. Enumerable.Repeat(value, (int)count)]);
    }

    private static void AssertHolds(GgufFile file, GgufTensor tensor, TensorSource source)
    {
        var expected = TensorEncoder.Encode(source.Type, source.Elements());
        var bytes = File.ReadAllBytes(file.Shards[tensor.ShardIndex].Path).AsSpan();

        Assert.Equal(source.Type, tensor.Type);
        Assert.Equal(source.Elements().LongLength, tensor.Shape.Aggregate(1L, (product, length) => product * length));
        Assert.Equal(expected.Length, tensor.ByteCount);
        Assert.True(bytes.Slice((int)tensor.Offset, expected.Length).SequenceEqual(expected));
    }

    private static void AssertEqual(GgufValue expected, GgufValue found)
    {
        Assert.Equal(expected.Type, found.Type);
        Assert.Equal(expected.ElementType, found.ElementType);
        Assert.Equal(expected.Count, found.Count);
        Assert.Equal(expected.Data, found.Data);
    }
}
