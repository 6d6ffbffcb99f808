using System.Text.Json;
using Step35.TestModels;

namespace Step35.Cli.ModelTests;

public sealed class PlanTests : IDisposable
{
    private static readonly ProgramProcess Step35 = ToolProcess.With();

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Plan_NanoOnThisMachine_Fits()
    {
        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, "plan", NanoModel.Path);

        Assert.Equal((ExitCode.Done, string.Empty), (exitCode, error));
        Assert.Matches(@"R │ routed experts", output);
        Assert.Contains("Everything fits as asked.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_RealModelThatFits_ShowsEveryDeviceAndWhy()
    {
        var (exitCode, output, error) = await PlanAsync("--machine", "4x-3090+128", "--context", "262144");

        Assert.Equal((ExitCode.Done, string.Empty), (exitCode, error));
        Assert.Matches(@"routed experts +│ +[\d.]+ GiB │ +[\d.]+ GiB │ +[\d.]+ GiB │ +[\d.]+ GiB │ +[\d.]+ GiB", output);
        Assert.Matches(@"(?m)^ ?CUDA3 +\S*R{10,}\S*\.+ *$", output);
        Assert.Contains("context 262144 x 1, KV q8_0/q8_0", output, StringComparison.Ordinal);
        Assert.Contains("The routed experts of the last 12 layers stay in main memory", output, StringComparison.Ordinal);
        Assert.DoesNotContain("missing", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task Plan_TooManyConversations_FailsWithWhatFits()
    {
        string[] asked = ["--machine", "dgx-spark", "--context", "262144"];

        var (exitCode, output, error) = await PlanAsync([.. asked, "--sequences", "8"]);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Matches(@"missing +│ +[\d.]+ GiB", output);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.StartsWith("error: The model does not fit into the memory of 'dgx-spark'", error, StringComparison.Ordinal);
        Assert.Contains("MaxSequences 1", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await PlanAsync([.. asked, "--sequences", "1"])).ExitCode);
    }

    [Theory]
    [InlineData("1", true, ExitCode.Done)]
    [InlineData("8", false, ExitCode.Failed)]
    public async Task Plan_Json_IsThePlansOwn(string sequences, bool fits, int expected)
    {
        var (exitCode, output, _) = await PlanAsync("--machine", "MAC-studio-128", "--context", "262144", "--sequences", sequences, "--json");

        using var plan = JsonDocument.Parse(output);
        var root = plan.RootElement;
        Assert.Equal((expected, fits), (exitCode, root.GetProperty("fits").GetBoolean()));
        Assert.Equal("mac-studio-128", root.GetProperty("machine").GetString());
        Assert.Equal(!fits, root.GetProperty("alternatives").GetArrayLength() > 0);
        var device = root.GetProperty("devices")[0];
        Assert.Equal(device.GetProperty("usedBytes").GetInt64(), device.GetProperty("bytes").EnumerateObject().Sum(use => use.Value.GetInt64()));
    }

    [Fact]
    public async Task Plan_Profile_ChoosesWhatIsOpen()
    {
        var (_, output, _) = await PlanAsync("--machine", "h200", "--profile", "manyagents", "--json");

        using var plan = JsonDocument.Parse(output);
        Assert.InRange(plan.RootElement.GetProperty("sequences").GetInt32(), 2, 16);
    }

    [Fact]
    public async Task Plan_ContextLongerThanTrained_FailsAsLoadingDoes()
    {
        var (exitCode, output, error) = await Step35.RunAsync(string.Empty, "plan", NanoModel.Path, "--context", "100000");

        Assert.Equal((ExitCode.Failed, string.Empty), (exitCode, output));
        Assert.Equal("error: ContextLength is 100,000, but the model was trained for 4,096 tokens. Lower it to that.", error.Trim());
    }

    [Fact]
    public async Task Plan_ProfileByItsNumber_IsWrongUsage()
    {
        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, "plan", NanoModel.Path, "--profile", "7");

        Assert.Equal(ExitCode.WrongUsage, exitCode);
        Assert.Contains("it must be one of Auto, ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_UnknownMachine_IsToldTheKnownOnesInOneLine()
    {
        var (exitCode, _, error) = await Step35.RunAsync(string.Empty, "plan", NanoModel.Path, "--machine", "toaster");

        Assert.Equal(ExitCode.WrongUsage, exitCode);
        Assert.Equal(
            "--machine is toaster; it must be one of this, mac-studio-128, dgx-spark, strix-halo-128, h200, 2x-rtx-pro-6000, 4x-3090+128.",
            error.Trim());
    }

    public void Dispose() => _folder.Dispose();

    private Task<(int ExitCode, string Output, string Error)> PlanAsync(params string[] arguments) =>
        Step35.RunAsync(string.Empty, ["plan", TestModelWriter.Write(FlashModel.TrunkOnly, _folder.File("flash.gguf")), .. arguments]);
}
