using Anthropic;
using Microsoft.Extensions.AI;

namespace Step35.Server.Tests.Clients;

/// <summary>Anthropic's own client.</summary>
public sealed class AnthropicClientTests : ForeignClientTests
{
    private protected override ChatOptions Options() => new() { ModelId = "script", Reasoning = new() { Effort = ReasoningEffort.Medium } };

    private protected override IChatClient CreateClient(HttpClient http) =>
        new AnthropicClient { HttpClient = http, BaseUrl = "http://localhost", ApiKey = "none", MaxRetries = 0 }.AsIChatClient("script");
}
