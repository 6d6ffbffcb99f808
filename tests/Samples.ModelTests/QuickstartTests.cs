namespace Samples.ModelTests;

public class QuickstartTests
{
    [Fact]
    public async Task Program_StartedInAnotherFolder_AnswersAsTheReadmeSays()
    {
        var (exitCode, output, error) = await new ProgramProcess("Quickstart.dll") { WorkingDirectory = Path.GetTempPath() }.RunAsync(string.Empty);

        Assert.Equal((0, "It is rainy in Oslo with 7 degrees.", string.Empty), (exitCode, output.Trim(), error));
    }
}
