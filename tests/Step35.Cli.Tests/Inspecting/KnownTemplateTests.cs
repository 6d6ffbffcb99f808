using Step35.Cli.Inspecting;
using Step35.Engine.Gguf;
using Step35.TestModels;

namespace Step35.Cli.Tests.Inspecting;

public sealed class KnownTemplateTests
{
    private static readonly string Nano = Step35ModelHeader.Read(GgufFile.Open(NanoModel.Path)).Vocabulary.ChatTemplate!;

    [Fact]
    public void Compare_SameTemplate_IsKnown() =>
        Assert.Equal(new TemplateReport(TemplateVerdict.Known, "step35-nano"), KnownTemplate.Compare(Nano));

    [Fact]
    public void Compare_OtherLineEndings_AreTheSameTemplate() =>
        Assert.Equal(TemplateVerdict.Known, KnownTemplate.Compare(Nano.ReplaceLineEndings("\r\n") + "\n").Verdict);

    [Fact]
    public void Compare_ChangedLine_IsNamedWithItsText()
    {
        var lines = Nano.Split('\n');
        lines[6] = "  {{ 'changed' }}";

        Assert.Equal(
            new TemplateReport(TemplateVerdict.Different, "step35-nano", 7, "{{ 'changed' }}"),
            KnownTemplate.Compare(string.Join('\n', lines)));
    }

    [Fact]
    public void Compare_CutOffTemplate_DiffersWhereItEnds()
    {
        var report = KnownTemplate.Compare(string.Join('\n', Nano.Split('\n').Take(10)));

        Assert.Equal((TemplateVerdict.Different, 11), (report.Verdict, report.FirstDifferentLine));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Compare_NoTemplate_IsMissing(string? template) => Assert.Equal(TemplateVerdict.Missing, KnownTemplate.Compare(template).Verdict);
}
