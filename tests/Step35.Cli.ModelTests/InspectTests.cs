using System.Text.Json;
using Step35.TestModels;

namespace Step35.Cli.ModelTests;

public sealed class InspectTests
{
    private static readonly ProgramProcess Step35 = ToolProcess.With();

    [Fact]
    public async Task Inspect_Nano_ShowsLayersWeightsAndTemplate()
    {
        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, "inspect", NanoModel.Path);

        Assert.Equal((ExitCode.Done, string.Empty), (exitCode, error));
        Assert.Contains("3 layers: 0, 4, 8", output, StringComparison.Ordinal);
        Assert.Contains("that of step35-nano", output, StringComparison.Ordinal);
        Assert.Matches(@"routed experts .* 2\.9 M .* F16", output);
    }

    [Fact]
    public async Task Inspect_Json_HoldsTheSameFacts()
    {
        var (exitCode, output, _) = await Step35.RunAsync(string.Empty, "inspect", NanoModel.Path, "--json");

        using var report = JsonDocument.Parse(output);
        var root = report.RootElement;
        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Equal("step35", root.GetProperty("architecture").GetString());
        Assert.Equal([0, 4, 8], root.GetProperty("layers").GetProperty("fullAttention").EnumerateArray().Select(layer => layer.GetInt32()));
        Assert.Equal(
            root.GetProperty("weightBytes").GetInt64(),
            root.GetProperty("weights").EnumerateArray().Sum(weight => weight.GetProperty("bytes").GetInt64()));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("inspect", "step35-nano")]
    [InlineData("plan")]
    [InlineData("plan", "step35-nano")]
    [InlineData("chat", "--model", "step35-nano", "--threads", "1", "Hello!")]
    public async Task Verb_CarriedModel_IsFoundByItsNameAndWithoutOne(params string[] arguments) =>
        Assert.Equal(ExitCode.Done, (await Step35.RunAsync(string.Empty, arguments)).ExitCode);

    [Theory]
    [InlineData("inspect", "")]
    [InlineData("chat", "--model", "")]
    public async Task Verb_ModelWithoutAName_IsWrongUsage(params string[] arguments)
    {
        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, arguments);

        Assert.Equal((ExitCode.WrongUsage, "The model's name is empty."), (exitCode, error.Trim()));
    }

    [Fact]
    public async Task Inspect_NoModel_SaysWhatItIsInOneLine()
    {
        var noModel = typeof(InspectTests).Assembly.Location;

        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, "inspect", noModel);

        Assert.Equal((ExitCode.Failed, string.Empty), (exitCode, output));
        Assert.StartsWith($"error: {noModel}: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Arguments_Unknown_AreNamedWithAnExitCodeOfTheirOwn()
    {
        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, "inspct");

        Assert.Equal((ExitCode.WrongUsage, string.Empty), (exitCode, output));
        Assert.Contains("inspct", error, StringComparison.Ordinal);
    }
}
