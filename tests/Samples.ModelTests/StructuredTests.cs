using System.Globalization;

namespace Samples.ModelTests;

public class StructuredTests
{
    private static readonly ProgramProcess Structured = new("Structured.dll");

    [Fact]
    public async Task Table_SampleTexts_HasALineForEach()
    {
        var (exitCode, output, error) = await Structured.RunAsync(string.Empty);
        Assert.Equal((0, string.Empty), (exitCode, error));
        var lines = output.TrimEnd().Split('\n');
        Assert.StartsWith("Source       Customer", lines[0], StringComparison.Ordinal);
        Assert.Equal(["bakery.txt", "library.txt", "school.txt"], lines.Skip(2).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Csv_OneText_HoldsValuesOfTheirTypes()
    {
        using var folder = new TemporaryFolder();
        var text = folder.File("order.txt");
        await File.WriteAllTextAsync(text, "Anna orders 3 lamps.", TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await Structured.RunAsync(string.Empty, "--csv", text);
        Assert.Equal((0, string.Empty), (exitCode, error));
        var lines = output.TrimEnd().Split('\n', count: 2);
        Assert.Equal("Source,Customer,Item,Quantity,Urgency,Due", lines[0].TrimEnd());
        Assert.StartsWith("order.txt,", lines[1], StringComparison.Ordinal);
        var cells = lines[1].Split(',');
        Assert.InRange(int.Parse(cells[^3], CultureInfo.InvariantCulture), 1, 9999);
        Assert.Matches("^(Low|Normal|High)$", cells[^2]);
    }

    [Theory]
    [InlineData("There is no file 'no/such/text.txt'", "no/such/text.txt")]
    [InlineData("no/such/model.gguf", "--model", "no/such/model.gguf")]
    [InlineData("Unknown option '--cvs'", "--cvs")]
    public async Task Arguments_Wrong_SayWhatToChange(string expected, params string[] arguments)
    {
        var (exitCode, _, error) = await Structured.RunAsync(string.Empty, arguments);
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is empty", new byte[0])]
    [InlineData("is not UTF-8 text", new byte[] { 0xFF, 0xC0 })]
    [InlineData("is not UTF-8 text", new byte[] { 1, 0 })]
    public async Task File_NoText_IsNamedWithWhatToDo(string expected, byte[] content)
    {
        using var folder = new TemporaryFolder();
        var text = folder.File("order.txt");
        await File.WriteAllBytesAsync(text, content, TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await Structured.RunAsync(string.Empty, text);
        Assert.Equal((1, string.Empty), (exitCode, output));
        Assert.Contains($"'{text}' {expected}", error, StringComparison.Ordinal);
    }
}
