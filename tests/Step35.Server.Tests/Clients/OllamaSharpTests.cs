using Microsoft.Extensions.AI;
using OllamaSharp;
using OllamaSharp.Models;

namespace Step35.Server.Tests.Clients;

/// <summary>OllamaSharp.</summary>
public sealed class OllamaSharpTests : ForeignClientTests
{
    [Fact]
    public async Task Models_Lists_AreRead()
    {
        await using var host = await StartAsync(new ScriptedClient());
        using var client = new OllamaApiClient(host.Client, "script");
        Assert.Equal("script", (await client.ListLocalModelsAsync(Token)).Single().Name);
        Assert.Equal("script", (await client.ListRunningModelsAsync(Token)).Single().Name);
        Assert.Contains("tools", (await client.ShowModelAsync("script", Token)).Capabilities!);
        Assert.NotEmpty(await client.GetVersionAsync(Token));
    }

    [Fact]
    public async Task Generate_Prompt_IsAnswered()
    {
        await using var host = await StartAsync(new ScriptedClient(ScriptedClient.Text("Hi"), ScriptedClient.Text("!"), ScriptedClient.End(ChatFinishReason.Stop)));
        using var client = new OllamaApiClient(host.Client, "script");
        Assert.Equal("Hi!", string.Concat(await client.GenerateAsync(new GenerateRequest { Model = "script", Prompt = "Hello!" }, Token).Select(piece => piece!.Response).ToListAsync(Token)));
    }

    private protected override IChatClient CreateClient(HttpClient http) => new OllamaApiClient(http, "script");
}
