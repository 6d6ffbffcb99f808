using System.Net.Sockets;
using System.Text;

namespace Step35.Server.ModelTests.Security;

/// <summary>Requests that no client library would send: always a clean refusal.</summary>
[Collection(nameof(HostFixture))]
public class RawRequestTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Start = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Paths => new()
    {
        { "//v1/models", "404" },
        { "/v1//models", "404" },
        { "/v1%2Fmodels", "404" },
        { "/v1/%2e%2e/v1/models", "200" },
        { "/v1/models/..%2f..%2fetc%2fpasswd", "404" },
        { "/v1/models/%2e%2e%2f", "404" },
        { "/v1/models/%00", "400" },
        { "/v1/models/%ff", "404" },
        { "/v1/models/%zz", "404" },
        { "/V1/Models", "200" },
        { "/../../etc/passwd", "404" },
        { "/v1/models/" + new string('a', 9000), "414" },
        { "v1/models", "400" },
        { "http://stranger.example/v1/models", "400" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Get_OddPath_IsAnsweredCleanly(string path, string status) =>
        Assert.Equal(status, await SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));

    [Theory]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "400")]
    [InlineData("Content-Length: -1\r\n\r\n{}", "400")]
    [InlineData("Content-Length: 2, 2\r\n\r\n{}", "400")]
    [InlineData("Content-Length: 99999999999\r\n\r\n{}", "413")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", "400")]
    [InlineData("Transfer-Encoding: identity, chunked, x\r\n\r\n{}", "400")]
    [InlineData("Host: elsewhere\r\nContent-Length: 2\r\n\r\n{}", "400")]
    [InlineData("Bad Header: 1\r\nContent-Length: 2\r\n\r\n{}", "400")]
    [InlineData("X-A: 1\r\n folded\r\nContent-Length: 2\r\n\r\n{}", "400")]
    [InlineData("Content-Type: text/xml; charset=\"\r\nContent-Length: 2\r\n\r\n{}", "400")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", "415")]
    [InlineData("Expect: nonsense\r\nContent-Length: 2\r\n\r\n{}", "400")]
    public async Task Post_OddHeaders_AreRefused(string rest, string status) => Assert.Equal(status, await SendAsync(Start + rest));

    [Theory]
    [InlineData("GET /v1/models HTTP/1.1\r\nConnection: close\r\n\r\n", "400")]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", "400")]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost: stranger.example\r\nConnection: close\r\n\r\n", "403")]
    [InlineData("GET /v1/models HTTP/9.9\r\nHost: localhost\r\n\r\n", "505")]
    [InlineData("NONSENSE\r\n\r\n", "400")]
    [InlineData("DELETE /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "405")]
    public async Task Request_Odd_IsRefused(string request, string status) => Assert.Equal(status, await SendAsync(request));

    [Fact]
    public async Task Headers_TooLarge_AreRefused() =>
        Assert.Equal("431", await SendAsync($"GET /v1/models HTTP/1.1\r\nHost: localhost\r\nX-A: {new string('a', 40_000)}\r\n\r\n"));

    [Fact]
    public async Task Headers_TooMany_AreRefused() =>
        Assert.Equal("431", await SendAsync($"GET /v1/models HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 200).Select(index => $"X-{index}: 1\r\n"))}\r\n"));

    [Fact]
    public async Task Body_Trickles_IsGivenUp() => Assert.Equal("408", await SendAsync(Start + "Content-Length: 100\r\n\r\n{"));

    [Fact]
    public async Task Body_BreaksOff_LeavesTheHostWell()
    {
        // Whether an answer comes before the connection is reset is nobody's promise.
        await Record.ExceptionAsync(() => SendAsync(Start + "Content-Length: 100\r\n\r\n{", breaksOff: true));
        Assert.Equal("ok", (string?)(await host.GetAsync("/health/ready"))["status"]);
    }

    /// <summary>Sends bytes as they are, and returns the status of the answer; nothing where the connection was only closed.</summary>
    /// <param name="request">The bytes.</param>
    /// <param name="breaksOff">Whether the client says that no more will come.</param>
    private async Task<string> SendAsync(string request, bool breaksOff = false)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port, Token);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Token);
        if (breaksOff)
            connection.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        var status = await reader.ReadLineAsync(Token);
        return status?.Split(' ')[1] ?? "";
    }
}
