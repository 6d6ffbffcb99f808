using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Step35.Server.ModelTests.Remote;

[Collection(nameof(HostFixture))]
public sealed class HostFailoverTests
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create(
        ([Description("The city name.")] string city) => new { city, temperature = 7, condition = "rainy" },
        "get_weather",
        "Gets the current weather for a city.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversation_ItsHostIsKilled_IsFinishedByTheOther()
    {
        await using var one = new NanoHost();
        await using var other = new NanoHost();
        await one.InitializeAsync();
        await other.InitializeAsync();
        await using var services = NanoHost.NewClient($"Endpoint={one.Address},{other.Address};Model=step35-nano;Kind=Host");
        using var agent = services.GetRequiredService<IChatClient>().AsBuilder().UseFunctionInvocation().Build();
        List<ChatMessage> history = [];

        await AskAsync("Hello!");
        var warm = await AskAsync("What is the weather in Oslo?");
        await (await IsOwnAsync(one) ? one : other).StopAsync();
        var moved = await AskAsync("What is the weather in Rome?");

        Assert.True(warm.Usage!.CachedInputTokenCount > 0);
        Assert.EndsWith("with 7 degrees.", moved.Text, StringComparison.Ordinal);

        async Task<ChatResponse> AskAsync(string question)
        {
            history.Add(new(ChatRole.User, question));
            var response = await agent.GetResponseAsync(history, new() { Temperature = 0, Tools = [Weather] }, Token);
            history.AddMessages(response);
            return response;
        }

        // The conversation's own host has its tokens in the cache.
        async Task<bool> IsOwnAsync(NanoHost host)
        {
            using var client = host.CreateClient(AI.Step35EngineKind.Host);
            var response = await client.GetResponseAsync(history, new() { Temperature = 0, MaxOutputTokens = 1, Tools = [Weather] }, Token);
            return response.Usage!.CachedInputTokenCount > 100;
        }
    }
}
