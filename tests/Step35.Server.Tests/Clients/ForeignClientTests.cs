using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.Server.Tests.Clients;

/// <summary>What a client that others have written must be able to do with the host.</summary>
public abstract class ForeignClientTests
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create(
        (string city) => $"7 degrees in {city}", "get_weather", "Gets the current weather for a city.");

    private const string Place = """{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": false}""";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponse_Text_Arrives()
    {
        await using var host = await StartAsync(new ScriptedClient(ScriptedClient.Text("Hi"), ScriptedClient.Text("!"), ScriptedClient.End(ChatFinishReason.Stop)));
        using var client = CreateClient(host.Client);
        var response = await client.GetResponseAsync("Hello!", Options(), Token);
        Assert.Equal(("Hi!", ChatFinishReason.Stop), (response.Text, response.FinishReason ?? ChatFinishReason.Stop));
        Assert.Equal((5, 3), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task GetStreamingResponse_ReasoningAndText_ArrivePieceByPiece()
    {
        await using var host = await StartAsync(
            new ScriptedClient(ScriptedClient.Reasoning("Hm"), ScriptedClient.Reasoning("."), ScriptedClient.Text("Hi"), ScriptedClient.Text("!"), ScriptedClient.End(ChatFinishReason.Stop)));
        using var client = CreateClient(host.Client);
        var contents = await client.GetStreamingResponseAsync("Hello!", Options(), Token).SelectMany(update => update.Contents).ToListAsync(Token);
        Assert.Equal(["Hi", "!"], contents.OfType<TextContent>().Select(text => text.Text).Where(text => text.Length > 0));
        Assert.Equal(["Hm", "."], contents.OfType<TextReasoningContent>().Select(reasoning => reasoning.Text).Where(text => text.Length > 0));
        Assert.Equal(3, contents.OfType<UsageContent>().Max(usage => usage.Details.OutputTokenCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_Function_IsCalledAndAnswered(bool streams)
    {
        using var model = new WeatherModel();
        await using var host = await StartAsync(model);
        using var client = CreateClient(host.Client).AsBuilder().UseFunctionInvocation().Build();
        var options = Options();
        options.Tools = [Weather];
        var response = streams
            ? await client.GetStreamingResponseAsync("Weather?", options, Token).ToChatResponseAsync(Token)
            : await client.GetResponseAsync("Weather?", options, Token);
        Assert.EndsWith("It has 7 degrees in Oslo.", response.Text, StringComparison.Ordinal);
        Assert.Equal("get_weather", Assert.IsType<AIFunctionDeclaration>(model.LastOptions!.Tools!.Single(), exactMatch: false).Name);
    }

    [Fact]
    public async Task GetResponse_Schema_ReachesTheModel()
    {
        var script = new ScriptedClient(ScriptedClient.Text("""{"city": "Oslo"}"""), ScriptedClient.End(ChatFinishReason.Stop));
        await using var host = await StartAsync(script);
        using var client = CreateClient(host.Client);
        var options = Options();
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(Place), "Place");
        Assert.Equal("""{"city": "Oslo"}""", (await client.GetResponseAsync("Where?", options, Token)).Text);
        Assert.NotNull(Assert.IsType<ChatResponseFormatJson>(script.Requests.Single().Options!.ResponseFormat).Schema);
    }

    [Fact]
    public async Task GetResponse_UnknownModel_IsAnError()
    {
        await using var host = await StartAsync(new ScriptedClient());
        using var client = CreateClient(host.Client);
        var options = Options();
        options.ModelId = "other";
        var error = await Assert.ThrowsAnyAsync<Exception>(() => client.GetResponseAsync("Hello!", options, Token));
        Assert.Contains("404", $"{error.Message} {error.GetType().Name.Replace("NotFound", "404", StringComparison.Ordinal)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStreamingResponse_ClientGoes_StopsTheModel()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var script = new ScriptedClient(ScriptedClient.Text("Hi"), ScriptedClient.Text("never"))
        {
            Before = async (index, cancellationToken) =>
            {
                if (index == 0)
                    return;
                await using var registration = cancellationToken.Register(() => stopped.TrySetResult());
                await Task.Delay(Timeout.Infinite, cancellationToken);
            },
        };
        await using var host = await StartAsync(script);
        using var client = CreateClient(host.Client);
        await foreach (var update in client.GetStreamingResponseAsync("Hello!", Options(), Token))
            if (update.Text == "Hi")
                break;
        await stopped.Task.WaitAsync(Token);
    }

    private protected static Task<HostUnderTest> StartAsync(IChatClient model) => HostUnderTest.StartAsync(model);

    private protected virtual ChatOptions Options() => new() { ModelId = "script" };

    private protected abstract IChatClient CreateClient(HttpClient http);
}
