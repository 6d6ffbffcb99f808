using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Step35.Cli.ModelTests;

public sealed class ServeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_SmallModel_AnswersUntilItIsToldToStop()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        using var process = ToolProcess.With().Start("serve", "--port", "0", "--threads", "1");
        using var client = new HttpClient { BaseAddress = await ReadAddressAsync(process) };
        using var response = await client.PostAsJsonAsync(
            new Uri("/v1/chat/completions", UriKind.Relative), new { messages = new[] { new { role = "user", content = "Hello!" } } }, Cancel);
        Assert.Contains("\"finish_reason\":\"stop\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(ExitCode.Done, process.ExitCode);
    }

    [Fact]
    public async Task Serve_PublicAddressWithoutKey_IsRefused()
    {
        var (exitCode, output, error) = await ToolProcess.With().RunAsync(string.Empty, "serve", "--host", "0.0.0.0", "--port", "0", "--threads", "1");
        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("Step35:ApiKeys:0", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nohost.invalid")]
    [InlineData("")]
    [InlineData("*")]
    public async Task Serve_NameThatIsNoAddress_IsRefused(string name)
    {
        var (exitCode, output, error) = await ToolProcess.With(("Step35__ApiKeys__0", "a-key-long-enough")).RunAsync("", "serve", "--host", name, "--port", "-1");
        Assert.Equal(ExitCode.WrongUsage, exitCode);
        Assert.Contains("--host is", error, StringComparison.Ordinal);
        Assert.DoesNotContain("listening", output, StringComparison.Ordinal);
    }

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
            if (Regex.Match(line, @"http://127\.0\.0\.1:\d+") is { Success: true } address)
                return new Uri(address.Value);
        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Cancel));
    }
}
