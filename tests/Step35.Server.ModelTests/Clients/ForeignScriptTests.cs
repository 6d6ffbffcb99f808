namespace Step35.Server.ModelTests.Clients;

/// <summary>Clients of other languages against the whole host: streams, functions, schemas, errors and going away.</summary>
[Collection(nameof(HostFixture))]
public class ForeignScriptTests(HostFixture host, ClientPackages packages) : IClassFixture<HostFixture>, IClassFixture<ClientPackages>
{
    private string Address => host.Client.BaseAddress!.ToString().TrimEnd('/');

    [Theory]
    [InlineData("openai-chat.mjs")]
    [InlineData("openai-responses.mjs")]
    [InlineData("anthropic.mjs")]
    [InlineData("ollama.mjs")]
    public async Task Npm_Conversation_IsUnderstood(string script)
    {
        Assert.SkipUnless(packages.AreInstalled, "npm is missing, or cannot fetch the clients");
        await AssertSucceedsAsync("node", script);
    }

    [Fact]
    public async Task Curl_EachDialect_IsUnderstood()
    {
        Assert.SkipUnless((await ClientPackages.RunAsync("curl", "--version")).ExitCode == 0, "curl is missing");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no sh");
        await AssertSucceedsAsync("sh", "curl.sh");
    }

    private async Task AssertSucceedsAsync(string program, string script)
    {
        var (exitCode, output) = await ClientPackages.RunAsync(program, script, Address);
        Assert.True(exitCode == 0, output);
    }
}
