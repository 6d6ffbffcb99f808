using Step35.Bench.Server;

namespace ConsoleAgent.ModelTests;

/// <summary>One conversation, wherever the model runs.</summary>
public sealed class EnginesTests
{
    private const string LlamaServerVariable = "STEP35_LLAMA_SERVER";
    private const string Conversation = "Hello!\nWhat is the weather in Oslo?\nWhat is the weather in Rome?\nWhat is the weather in Paris?\n";

    private static readonly string ModelPath = Path.Combine(AppContext.BaseDirectory, "models", "step35-nano.gguf");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Kind=Host")]
    [InlineData("Kind=OpenAI;Model=step35-nano")]
    [InlineData("Kind=Ollama;Model=step35-nano")]
    public async Task Chat_ModelHost_AnswersAsTheEmbeddedModel(string connection)
    {
        using var host = await ModelHostProcess.StartAsync(new Dictionary<string, string?>(), Token);
        Assert.Equal(await ChatAsync($"Model={ModelPath}"), await ChatAsync($"Endpoint={host.Address};{connection}"));
    }

    [Fact]
    public async Task Chat_LlamaServer_AnswersAsTheEmbeddedModel()
    {
        var program = Environment.GetEnvironmentVariable(LlamaServerVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(program), $"{LlamaServerVariable} names no llama-server");
        await using var server = await LlamaServer.StartAsync(new(program, ModelPath, Threads: 1, ContextLength: 4096), Token);
        Assert.Equal(await ChatAsync($"Model={ModelPath}"), await ChatAsync($"Endpoint={server.Address};Model=step35-nano;Kind=OpenAI"));
    }

    private static async Task<string> ChatAsync(string connection)
    {
        var agent = new ProgramProcess("ConsoleAgent.dll") { Environment = new Dictionary<string, string?> { ["ConnectionStrings__step35"] = connection } };
        var (exitCode, output, error) = await agent.RunAsync(Conversation, "--temperature", "0");
        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Contains("-> get_weather(city: Rome)", output, StringComparison.Ordinal);
        return output;
    }
}
