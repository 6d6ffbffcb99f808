namespace Step35.Server.ModelTests.Programs;

/// <summary>What keeps a host from starting is told in one line.</summary>
public class StartErrorTests
{
    [Theory]
    [InlineData("nonsense", "--urls=nonsense")]
    [InlineData("http://localhost:99999", "--urls=http://localhost:99999")]
    [InlineData("with ; between", "--urls=http://127.0.0.1:5,http://[::1]:5")]
    [InlineData("Step35:ApiKeys:0", "--urls=http://0.0.0.0:0")]
    [InlineData("nohost.gguf", "--Step35:ModelPath=/nohost.gguf")]
    [InlineData("ApiKeys:0", "--Step35:ApiKeys:0=sha256:zz")]
    [InlineData("RequestTimeout", "--Step35:RequestTimeout=-1")]
    [InlineData("Step35:DrainTimeout", "--Step35:DrainTimeout=x")]
    [InlineData("MaxSequences", "--Step35:MaxSequences=-1")]
    [InlineData("Step35:MaxSequences", "--Step35:MaxSequences=abc")]
    [InlineData("connection string", "--Step35:ConnectionString=foo")]
    [InlineData("address of this machine", "--urls=http://192.0.2.1:5", "--Step35:AllowAnonymous=true")]
    public async Task Start_WrongSetting_IsOneLineThatNamesIt(string named, params string[] arguments)
    {
        var (exitCode, output, error) = await new ProgramProcess("ModelHost.dll").RunAsync("", ["--urls=http://127.0.0.1:0", "--Step35:Threads=1", .. arguments]);
        Assert.Equal(1, exitCode);
        Assert.Contains(named, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortInUse_IsOneLineThatNamesIt()
    {
        using var first = await HostProgram.StartAsync();
        await Start_WrongSetting_IsOneLineThatNamesIt($"{first.Address.Port}", $"--urls={first.Address}");
    }
}
