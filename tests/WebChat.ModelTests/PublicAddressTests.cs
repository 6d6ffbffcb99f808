namespace WebChat.ModelTests;

public sealed class PublicAddressTests : IDisposable
{
    private const string AllInterfaces = "--urls=http://0.0.0.0:0";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Start_PublicAddress_IsRefusedWithAWayOut()
    {
        var (exitCode, output, error) = await ChatProcess.Program.RunAsync("", [.. ChatProcess.Arguments(_folder), AllInterfaces]);
        Assert.Equal(1, exitCode);
        Assert.Contains("WebChat:AllowAnonymous", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PublicAddressAllowed_Listens()
    {
        using var chat = await ChatProcess.StartAsync(_folder, AllInterfaces, "--WebChat:AllowAnonymous=true");
        Assert.StartsWith("http://0.0.0.0:", chat.Address, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
