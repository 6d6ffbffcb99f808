namespace Samples.ModelTests;

public class ConnectionStringTests
{
    [Theory]
    [InlineData("ResearchTeam.dll")]
    [InlineData("Structured.dll")]
    public async Task ConnectionString_NoModelAsArgument_NamesTheModel(string assembly)
    {
        var program = new ProgramProcess(assembly)
        {
            Environment = new Dictionary<string, string?> { ["ConnectionStrings__step35"] = "Model=no/such/connection.gguf" },
        };
        var (exitCode, _, error) = await program.RunAsync(string.Empty);
        Assert.Equal(1, exitCode);
        Assert.Contains("no/such/connection.gguf", error, StringComparison.Ordinal);
    }
}
