using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Step35.TestModels;

namespace Step35.Server.ModelTests.Operation;

[Collection(nameof(HostFixture))]
public class HostOperationTests
{
    private const string Page = "https://chat.example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Page, Page)]
    [InlineData("https://other.example.com", null)]
    public async Task Cors_NamedOrigin_MayAskWithAKey(string origin, string? allowed)
    {
        await using var host = await StartedHost.StartAsync(("Step35:CorsOrigins:0", Page), ("Step35:ApiKeys:0", "secret-key-1"));
        using var response = await PreflightAsync(host, origin);
        Assert.Equal(allowed, AllowedOrigin(response));
    }

    [Fact]
    public async Task Cors_NothingSaid_IsOff()
    {
        await using var host = await StartedHost.StartAsync();
        using var response = await PreflightAsync(host, Page);
        Assert.Null(AllowedOrigin(response));
        Assert.False(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Tls_CertificateOfKestrel_IsUsed()
    {
        var folder = Directory.CreateTempSubdirectory("step35-");
        try
        {
            var certificate = Path.Combine(folder.FullName, "host.pfx");
            await File.WriteAllBytesAsync(certificate, NewCertificate("word"), Token);
            await using var host = await StartedHost.StartAsync(
                ("Kestrel:Endpoints:Https:Url", "https://127.0.0.1:0"),
                ("Kestrel:Endpoints:Https:Certificate:Path", certificate),
                ("Kestrel:Endpoints:Https:Certificate:Password", "word"));
            Assert.Equal("https", host.Client.BaseAddress!.Scheme);
            Assert.Contains("lazy", await host.GetAsync("/v1/models"), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:0")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://name-of-this-machine:0")]
    [InlineData("urls", "http://name-of-this-machine:0")]
    public async Task Start_PublicAddressWithoutKey_IsRefused(string setting, string address) =>
        await Assert.ThrowsAsync<Keys.PublicAddressException>(() => StartedHost.StartAsync((setting, address)));

    [Theory]
    [InlineData("/v1/chat/completions", 405, "method_not_allowed", "POST")]
    [InlineData("/api/chat", 405, "method_not_allowed", "POST")]
    [InlineData("/nowhere", 404, "unknown_route", null)]
    public async Task Get_NoRouteTakesIt_SaysWhy(string path, int status, string code, string? allowed)
    {
        await using var host = await StartedHost.StartAsync();
        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["error"]!;
        Assert.Equal((status, code, allowed), ((int)response.StatusCode, (string?)error["code"], response.Content.Headers.Allow.SingleOrDefault()));
    }

    [Fact]
    public async Task Chat_ModelFileIsGone_AnswersOnceItIsBack()
    {
        var folder = Directory.CreateTempSubdirectory("step35-");
        var (file, elsewhere) = (Path.Combine(folder.FullName, "model.gguf"), Path.Combine(folder.FullName, "elsewhere"));
        try
        {
            File.Copy(NanoModel.Path, file);
            await using var host = await StartedHost.StartAsync(("Step35:Models:lazy:ModelPath", file));
            File.Move(file, elsewhere);
            using var response = await host.AskAsync("Hello!");
            var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["error"]!;
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "model_unavailable"), (response.StatusCode, (string?)error["code"]));
            File.Move(elsewhere, file);
            await AssertAnswersAsync(host);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task IdleUnload_NobodyAsks_FreesTheModelAndLoadsItAgain()
    {
        await using var host = await StartedHost.StartAsync(("Step35:IdleUnload", "00:00:00.2"));
        await AssertAnswersAsync(host);
        while (await ReadStateAsync(host) != "unloaded")
            await Task.Yield();
        await AssertAnswersAsync(host);
    }

    private static async Task AssertAnswersAsync(StartedHost host)
    {
        using var response = await host.AskAsync("Hello!");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<string?> ReadStateAsync(StartedHost host) =>
        (string?)JsonNode.Parse(await host.GetAsync("/status"))!["models"]![0]!["health"]!["status"];

    private static async Task<HttpResponseMessage> PreflightAsync(StartedHost host, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/chat/completions")
        {
            Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "authorization" } },
        };
        return await host.Client.SendAsync(request, Token);
    }

    private static string? AllowedOrigin(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;

    private static byte[] NewCertificate(string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        return certificate.Export(X509ContentType.Pfx, password);
    }
}
