using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Step35.AI;

namespace Step35.Server.Tests.Clients;

/// <summary>Our own client against our own host.</summary>
public sealed class HostClientTests : ScriptedEngineTests
{
    [Fact]
    public async Task GetResponse_EveryOptionOfTheEngine_IsHonoured()
    {
        Answer = "Hm.</think>A 🙂.";
        await using var services = NewClient();
        var options = new ChatOptions
        {
            AdditionalProperties = new()
            {
                ["min_p"] = 0.1, ["repeat_penalty"] = 1.1, ["repeat_last_n"] = 9, ["context_overflow"] = "drop_oldest_turns", ["unknown_function"] = "error",
                ["stream_arguments"] = true, ["likeliest_tokens"] = 2, ["loop_guard"] = "strict", ["reasoning_budget"] = 50, ["constraints"] = "relaxed",
                ["schema_in_prompt"] = true, ["caller"] = "me",
            },
        };

        var response = await services.GetRequiredService<IChatClient>().GetResponseAsync("Hello!", options, TestContext.Current.CancellationToken);

        var tokens = response.Messages[0].Contents.OfType<TextLikelihoodContent>().SelectMany(content => content.Tokens).ToList();
        Assert.Equal(response.Text, Encoding.UTF8.GetString([.. tokens.SelectMany(token => token.Utf8.ToArray())]));
        Assert.All(tokens, token => Assert.Equal((2, token.LogProbability), (token.Likeliest.Count, token.Likeliest[0].LogProbability)));
        var request = Assert.Single(Backend.Requests);
        Assert.Equal(("A 🙂.", "me", 2), (response.Text, request.Caller, request.LikeliestTokens));
    }

    private ServiceProvider NewClient()
    {
        var services = new ServiceCollection();
        services.AddStep35Flash(options => options.ConnectionString = "Endpoint=http://localhost;Kind=Host");
        services.AddHttpClient("step35").ConfigurePrimaryHttpMessageHandler(Host.CreateHandler);
        return services.BuildServiceProvider();
    }
}
