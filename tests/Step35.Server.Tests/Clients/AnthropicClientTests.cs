using Anthropic;
using Microsoft.Extensions.AI;

namespace Step35.Server.Tests.Clients;

/// <summary>Anthropic's own client.</summary>
public sealed class AnthropicClientTests : ForeignClientTests
{
    private protected override ChatOptions Options() => new() { ModelId = "script", Reasoning = new() { Effort = ReasoningEffort.Medium } };

    [Fact]
    public async Task Models_List_IsRead()
    {
        await using var host = await StartAsync(new ScriptedClient());
        using var client = NewClient(host.Client);
        var page = await client.Models.List(cancellationToken: Token);
        Assert.Equal(("script", "script", false), (page.Items.Single().ID, page.Items.Single().DisplayName, page.HasNext()));
        Assert.Equal("script", (await client.Models.Retrieve("script", cancellationToken: Token)).ID);
    }

    private protected override IChatClient CreateClient(HttpClient http) => NewClient(http).AsIChatClient("script");

    private static AnthropicClient NewClient(HttpClient http) =>
        new() { HttpClient = http, BaseUrl = "http://localhost", ApiKey = "none", MaxRetries = 0 };
}
