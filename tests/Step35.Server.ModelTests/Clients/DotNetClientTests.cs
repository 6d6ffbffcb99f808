using System.ClientModel;
using System.ComponentModel;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OllamaSharp;
using OpenAI;

#pragma warning disable OPENAI001 // The client's responses are marked as new.

namespace Step35.Server.ModelTests.Clients;

/// <summary>Clients of .NET against the whole host: conversations that call functions, schemas, errors and going away.</summary>
[Collection(nameof(HostFixture))]
public class DotNetClientTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Model = "nano";
    private const string Question = "What is the weather in Oslo?";

    public static TheoryData<string> Clients => ["chat", "responses", "ollama"];

    private readonly List<string> _cities = [];

    private AIFunction Weather => AIFunctionFactory.Create(ReadWeather, "get_weather", "Gets the current weather for a city.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OpenAIClient OpenAI => new(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(host.Client.BaseAddress!, "v1") });

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Conversation_Function_IsCalledAndItsResultAnswered(string kind)
    {
        using var client = CreateClient(kind).AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [Weather] };
        AssertTold((await client.GetResponseAsync(Question, options, Token)).Text, "Oslo");
        var streamed = await client.GetStreamingResponseAsync(Question, options, Token).ToChatResponseAsync(Token);
        AssertTold(streamed.Text, "Oslo", "Oslo");
        Assert.True(streamed.Usage!.OutputTokenCount > 0);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Answer_Schema_IsHeld(string kind)
    {
        using var client = CreateClient(kind);
        var answer = await client.GetResponseAsync<Place>("Where is it rainy?", new ChatOptions { MaxOutputTokens = 300 }, cancellationToken: Token);
        Assert.Contains(answer.Result.City, Enum.GetValues<City>());
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Request_UnknownModel_IsAnError(string kind)
    {
        using var client = CreateClient(kind);
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetResponseAsync(Question, new ChatOptions { ModelId = "other" }, Token));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Stream_ClientLeaves_FreesItsSequence(string kind)
    {
        using var client = CreateClient(kind);
        await foreach (var update in client.GetStreamingResponseAsync("Tell me about Oslo.", cancellationToken: Token))
            break;
        await host.WaitForIdleAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SemanticKernel_OwnConnector_CallsPlugins(bool streaming)
    {
        var builder = Kernel.CreateBuilder().AddOpenAIChatCompletion(Model, new Uri(host.Client.BaseAddress!, "v1"), apiKey: "none");
        builder.Plugins.Add(KernelPluginFactory.CreateFromFunctions(
            "weather", [KernelFunctionFactory.CreateFromMethod(ReadWeather, "get_weather", "Gets the current weather for a city.")]));
        var kernel = builder.Build();
        var chat = kernel.GetRequiredService<IChatCompletionService>();
        var history = new ChatHistory();
        history.AddUserMessage(Question);
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(), Temperature = 0 };
        var text = streaming
            ? string.Concat(await chat.GetStreamingChatMessageContentsAsync(history, settings, kernel, Token).Select(piece => piece.Content).ToListAsync(Token))
            : (await chat.GetChatMessageContentAsync(history, settings, kernel, Token)).Content!;
        Assert.Equal(["Oslo"], _cities);
        Assert.NotEmpty(text);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task AgentFramework_Session_CallsFunctionsInEachTurn(string kind)
    {
        using var client = CreateClient(kind);
        var agent = new ChatClientAgent(client, tools: [Weather]);
        var session = await agent.CreateSessionAsync(Token);
        AssertTold((await agent.RunAsync(Question, session, cancellationToken: Token)).Text, "Oslo");
        var next = await agent.RunStreamingAsync("What is the weather in Rome?", session, cancellationToken: Token).ToAgentResponseAsync(Token);
        Assert.Equal(["Oslo", "Rome"], _cities);
        Assert.NotEmpty(next.Text);
    }

    private object ReadWeather([Description("The city name.")] string city)
    {
        _cities.Add(city);
        return new { city, temperature = 7, condition = "rainy" };
    }

    // The small model words what it was told in more ways than one.
    private void AssertTold(string answer, params string[] cities)
    {
        Assert.Equal(cities, _cities);
        Assert.Contains("7", answer, StringComparison.Ordinal);
    }

    private IChatClient CreateClient(string kind) => kind switch
    {
        "chat" => OpenAI.GetChatClient(Model).AsIChatClient(),
        "responses" => OpenAI.GetResponsesClient().AsIChatClient(Model),
        _ => new OllamaApiClient(host.Client.BaseAddress!, Model),
    };

    private sealed record Place(City City);

    private enum City
    {
        Oslo,
        Rome,
    }
}
