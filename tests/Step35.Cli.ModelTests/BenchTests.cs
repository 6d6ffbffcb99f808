using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Step35.Cli.ModelTests;

public sealed class BenchTests : IDisposable
{
    private static readonly string[] Quick =
        ["bench", "--threads", "1", "--runs", "1", "--prompt", "32", "--generate", "4", "--depth", "0", "64", "0", "--concurrency", "1", "2"];

    private readonly TemporaryFolder _folder = new();

    private static ProgramProcess Step35 => ToolProcess.With();

    [Fact]
    public async Task Bench_Json_MeasuresEveryCombination()
    {
        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, [.. Quick, "--json", "--plot", _folder.File("speed.svg")]);

        using var report = JsonDocument.Parse(output);
        var rows = report.RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal((ExitCode.Done, string.Empty), (exitCode, error));
        Assert.Equal([(0, 1), (0, 2), (64, 1), (64, 2)], rows.Select(row => (row.GetProperty("depth").GetInt32(), row.GetProperty("concurrency").GetInt32())));
        Assert.All(rows, row => Assert.True(row.GetProperty("promptTokensPerSecond").GetDouble() > 0));
        Assert.All(rows, row => Assert.True(row.GetProperty("answerTokensPerSecond").GetDouble() > 0));
        Assert.Equal(2, XDocument.Load(_folder.File("speed.svg")).Descendants().Count(element => element.Name.LocalName == "text" && element.Value.Contains("at once", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Bench_PlotAsPng_WritesAPicture()
    {
        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, [.. Quick, "--plot", _folder.File("speed.png")]);

        var picture = await File.ReadAllBytesAsync(_folder.File("speed.png"), TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.Done, string.Empty), (exitCode, error));
        Assert.Equal("PNG"u8.ToArray(), picture[1..4]);
    }

    [Fact]
    public async Task Bench_PlotThatCannotBeWritten_FailsAfterWhatWasMeasured()
    {
        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, [.. Quick, "--json", "--plot", _folder.File("nowhere/speed.png")]);

        using var report = JsonDocument.Parse(output);
        Assert.Equal((ExitCode.Failed, 4), (exitCode, report.RootElement.GetProperty("rows").GetArrayLength()));
        Assert.Contains("nowhere", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_PlotAsAnythingElse_SaysWhatItCanBe()
    {
        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, [.. Quick, "--plot", "speed.jpg"]);

        Assert.Equal(ExitCode.WrongUsage, exitCode);
        Assert.Contains("--plot is speed.jpg; its name must end with .png or .svg.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e9, ExitCode.Slower)]
    [InlineData(1e-3, ExitCode.Done)]
    public async Task Bench_Compare_ExitCodeTellsWhetherItIsSlower(double earlierSpeed, int expected)
    {
        await File.WriteAllTextAsync(_folder.File("base.json"), NewReport(earlierSpeed), TestContext.Current.CancellationToken);

        var (exitCode, output, _) = await Step35.RunAsync(string.Empty, [.. Quick, "--compare", _folder.File("base.json")]);

        Assert.Equal(expected, exitCode);
        Assert.Contains("%)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_CompareWithAnythingElse_SaysSoAtOnce()
    {
        await File.WriteAllTextAsync(_folder.File("base.json"), "{}", TestContext.Current.CancellationToken);

        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, [.. Quick, "--compare", _folder.File("base.json")]);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("base.json holds no measurements", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_WrongNumber_IsNamed()
    {
        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, "bench", "--runs", "0");

        Assert.Equal(ExitCode.WrongUsage, exitCode);
        Assert.Contains("--runs is 0; it must be a number from 1 to 100.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_LongerThanTheModelWasTrainedFor_NamesItsOwnOptions()
    {
        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, "bench", "--depth", "0", "4000", "--prompt", "64", "--generate", "32");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Equal(
            "error: --depth, --prompt and --generate make conversations of 4,097 tokens, but the model was trained for 4,096. Lower one of them.",
            error.Trim());
    }

    public void Dispose() => _folder.Dispose();

    private static string NewReport(double speed) => new JsonObject
    {
        ["model"] = "m", ["description"] = "d", ["backend"] = "cpu", ["promptTokens"] = 32, ["answerTokens"] = 4,
        ["rows"] = new JsonArray(new JsonObject { ["depth"] = 64, ["concurrency"] = 1, ["promptTokensPerSecond"] = speed, ["answerTokensPerSecond"] = speed }),
    }.ToJsonString();
}
