using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Step35.Server.Keys;

namespace Step35.Server.Tests.Keys;

public class KeyTests
{
    private const string UserKey = "user-key-1";
    private const string AdminKey = "admin-key-1";
    private const string Chat = "/v1/chat/completions";
    private const string Hello = """{"messages": [{"role": "user", "content": "Hello!"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("wrong-key-1")]
    public async Task Routes_WithoutRightKey_AreClosedButForLiveness(string? key)
    {
        await using var host = await StartAsync();
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            var method = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            using var request = new HttpRequestMessage(new HttpMethod(method), "/" + route.RoutePattern.RawText!.TrimStart('/').Replace("{name}", "script", StringComparison.Ordinal));
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            using var response = await host.Client.SendAsync(request, Token);
            var expected = route.RoutePattern.RawText == "/health/live" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
            Assert.True(expected == response.StatusCode, $"{method} {route.RoutePattern.RawText}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + UserKey)]
    [InlineData("Authorization", "bearer  " + UserKey)]
    [InlineData("x-api-key", UserKey)]
    [InlineData("x-api-key", AdminKey)]
    public async Task Chat_WithKey_Answers(string header, string value)
    {
        await using var host = await StartAsync();
        host.Client.DefaultRequestHeaders.Add(header, value);
        await host.AskAsync(Chat, Hello);
    }

    [Theory]
    [InlineData("Authorization", "Bearer user-key-2")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", UserKey)]
    [InlineData("Authorization", "Basic !!!")]
    [InlineData("x-api-key", UserKey + " ,")]
    [InlineData("api-key", UserKey)]
    public async Task Chat_WithWrongKey_IsRefused(string header, string value)
    {
        await using var host = await StartAsync();
        host.Client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        var (status, body) = await host.FailAsync(Chat, Hello);
        Assert.Equal(401, status);
        Assert.Equal("authentication_error", (string?)body["error"]!["type"]);
    }

    [Fact]
    public async Task Chat_WithHashedKey_Answers()
    {
        var hash = $"sha256:{Convert.ToHexString(ApiKey.Hash("secret-1"))}";
        await using var host = await StartAsync(options => options.ApiKeys = [hash]);
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret-1");
        await host.AskAsync(Chat, Hello);
    }

    [Fact]
    public async Task Page_ForABrowser_TakesTheKeyAsPassword()
    {
        await using var host = await StartAsync();
        host.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var refused = await host.GetAsync("/");
        Assert.Equal("Basic", refused.Headers.WwwAuthenticate.Single().Scheme);
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{UserKey}")));
        using var page = await host.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Administration_WithUserKey_IsForbidden()
    {
        await using var host = await StartAsync();
        host.Client.DefaultRequestHeaders.Add("x-api-key", UserKey);
        var (status, body) = await host.FailAsync("/admin/models/script/load", "");
        Assert.Equal((403, "admin_key_required"), (status, (string?)body["error"]!["code"]));
    }

    [Fact]
    public async Task Chat_WithKey_IsQueuedAsThatKeysOwner()
    {
        var client = new ScriptedClient(ScriptedClient.End(ChatFinishReason.Stop));
        await using var host = await StartAsync(client: client);
        host.Client.DefaultRequestHeaders.Add("x-api-key", UserKey);
        await host.AskAsync(Chat, Hello[..^1] + """, "user": "somebody-else"}""");
        Assert.Equal(new ApiKey(UserKey, isAdmin: false).Name, client.Requests[0].Options!.AdditionalProperties!["caller"]);
    }

    [Theory]
    [InlineData("http://localhost", null, 200)]
    [InlineData("http://127.0.0.1:5035", "http://localhost:3000", 200)]
    [InlineData("http://[::1]", null, 200)]
    [InlineData("http://chat.localhost", "http://chat.localhost:3000", 200)]
    [InlineData("http://stranger.example", null, 403)]
    [InlineData("http://localhost.stranger.example", null, 403)]
    [InlineData("http://localhost", "https://stranger.example", 403)]
    [InlineData("http://localhost", "null", 403)]
    [InlineData("http://localhost", "https://friend.example", 200)]
    public async Task Chat_WithoutKeys_AnswersProgramsOfThisMachine(string address, string? origin, int expected)
    {
        await using var host = await StartAsync(options => (options.ApiKeys, options.AdminKeys, options.CorsOrigins) = ([], [], ["https://friend.example"]));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(address), Chat)) { Content = new StringContent(Hello) };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await host.Client.SendAsync(request, Token);
        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task Chat_SeveralOrigins_MustAllBeAllowed()
    {
        await using var host = await StartAsync(options => (options.ApiKeys, options.AdminKeys) = ([], []));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri("http://localhost"), Chat)) { Content = new StringContent(Hello) };
        request.Headers.Add("Origin", ["http://localhost", "https://stranger.example"]);
        using var response = await host.Client.SendAsync(request, Token);
        Assert.Equal(403, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("sha256:abc")]
    public async Task Keys_Unreadable_KeepTheHostFromStarting(string key)
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => StartAsync(options => options.ApiKeys = [key]));
        Assert.Contains("ApiKeys:0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:80", false)]
    [InlineData("http://localhost:80", false)]
    [InlineData("http://chat.localhost:80", false)]
    [InlineData("http://chatlocalhost:80", true)]
    [InlineData("http://[::1]:80", false)]
    [InlineData("http://[127.0.0.1]:80", true)]
    [InlineData("http://0.0.0.0:80", true)]
    [InlineData("http://[::]:80", true)]
    [InlineData("http://*:80", true)]
    [InlineData("https://192.168.0.4", true)]
    public void IsPublic_Address_TellsWhetherOthersReachIt(string address, bool expected) =>
        Assert.Equal(expected, PublicAddressCheck.IsPublic(address));

    [Theory]
    [InlineData("http://box:80;http://localhost:80;http://*:80;http://+:80;http://0.0.0.0:80;http://[::1]:80", null, "http://box:80")]
    [InlineData("http://[127.0.0.1]:80", null, "http://[127.0.0.1]:80")]
    [InlineData("http://box:80", "http://shelf:80", "http://shelf:80")]
    [InlineData(null, null)]
    public void FindNames_Addresses_TellsTheHostNames(string? urls, string? endpoint, params string[] expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls), new("Kestrel:Endpoints:Http:Url", endpoint)]).Build();
        Assert.Equal(expected, PublicAddressCheck.FindNames(configuration));
    }

    private static Task<HostUnderTest> StartAsync(Action<ServerOptions>? configure = null, ScriptedClient? client = null) => HostUnderTest.StartAsync(
        client ?? new ScriptedClient(ScriptedClient.End(ChatFinishReason.Stop)),
        builder => builder.Services.Configure<ServerOptions>(options =>
        {
            (options.ApiKeys, options.AdminKeys) = ([UserKey], [AdminKey]);
            configure?.Invoke(options);
        }));
}
