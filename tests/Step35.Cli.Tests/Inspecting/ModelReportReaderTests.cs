using Step35.Cli.Inspecting;
using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.Cli.Tests.Inspecting;

public sealed class ModelReportReaderTests
{
    [Theory]
    [InlineData(Step35ModelKind.WithMtp, 3)]
    [InlineData(Step35ModelKind.TrunkOnly, 0)]
    [InlineData(Step35ModelKind.MtpOnly, 3)]
    public void Read_EveryKind_CountsEachWeightOnce(Step35ModelKind kind, int mtpLayers)
    {
        using var folder = new TemporaryFolder();
        var path = TestModelWriter.Write(new TestModelShape { Kind = kind, Shards = 3, WeightType = GgmlType.F16 }, folder.File("model.gguf"));

        var report = ModelReportReader.Read(path);

        var file = GgufFile.Open(path);
        Assert.Equal((kind, mtpLayers, 3), (report.Kind, report.Layers.Mtp, report.Files));
        Assert.Equal((file.Tensors.Count, file.TensorBytes), (report.Weights.Sum(weight => weight.Tensors), report.Weights.Sum(weight => weight.Bytes)));
        Assert.All(report.Weights, weight => Assert.Equal(weight.Bytes, weight.Types.Values.Sum()));
        Assert.Equal(kind != Step35ModelKind.TrunkOnly, report.Weights.Any(weight => weight.Class == TensorClass.Mtp));
        Assert.Equal(kind != Step35ModelKind.MtpOnly, report.Weights.Any(weight => weight.Class == TensorClass.RoutedExperts));
    }
}
