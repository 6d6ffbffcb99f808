using System.IO.Compression;
using Microsoft.Extensions.Time.Testing;
using Step35.Plugins.Http;

namespace Step35.Plugins.Tests.Http;

/// <summary>Fetches what is allowed, and tries to reach what is not.</summary>
public sealed class HttpPluginTests : IDisposable
{
    private const string Html = "Content-Type: text/html; charset=utf-8";
    private const string Plain = "Content-Type: text/plain";
    private const string Public = "93.184.216.34";

    private readonly FakeNetwork _network = new FakeNetwork().Name("example.org", Public).Answer("/", Html, "<h1>Hello</h1><p>world");
    private readonly HttpOptions _options = new() { AllowedHosts = { "*" } };
    private readonly FakeTimeProvider _time = new();
    private readonly HttpPlugin _http;

    public HttpPluginTests() => _http = new(_options, _time, _network);

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task FetchPage_Html_IsReadableText()
    {
        Assert.Equal("# Hello\n\nworld", await FetchAsync("http://example.org/"));
        Assert.Equal([$"{Public}:80"], _network.Connections);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://0/")]
    [InlineData("http://10.1.2.3/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://172.31.255.255/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://198.18.0.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://[fc00::1]/")]
    [InlineData("http://[fd12:3456::1]/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2002:c0a8:101::1]/")]
    [InlineData("http://[2001:0:7f00:1::]/")]
    [InlineData("http://[2001:db8::1]/")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://internal.example/")]
    [InlineData("http://mixed.example/")]
    [InlineData("http://mapped.example/")]
    public async Task FetchPage_PrivateAddress_IsNeverConnectedTo(string address)
    {
        _network.Name("localhost", "127.0.0.1").Name("LOCALHOST.", "127.0.0.1").Name("localhost.", "::1").Name("internal.example", "10.0.0.7")
            .Name("mixed.example", $"{Public} 10.0.0.7").Name("mapped.example", "::ffff:10.0.0.7");
        Assert.StartsWith("Error: ", await FetchAsync(address), StringComparison.Ordinal);
        Assert.Empty(_network.Connections);
    }

    [Fact]
    public async Task FetchPage_PrivateAddressThatIsAllowed_IsFetched()
    {
        _options.AllowedHosts.Add("127.0.0.1:8080");
        using var http = new HttpPlugin(new() { AllowedHosts = { "127.0.0.1:8080" }, AllowPrivateAddresses = true }, _time, _network);
        Assert.Contains("Hello", await http.FetchPageAsync("http://127.0.0.1:8080/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchPage_NameThatChangesItsAddress_IsCheckedEachTime()
    {
        _network.Name("rebind.example", Public, "127.0.0.1");
        Assert.Contains("Hello", await FetchAsync("http://rebind.example/"), StringComparison.Ordinal);
        Assert.StartsWith("Error: the host 'rebind.example' is this machine", await FetchAsync("http://rebind.example/"), StringComparison.Ordinal);
        Assert.Equal([$"{Public}:80"], _network.Connections);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://internal.example/")]
    [InlineData("//internal.example/")]
    [InlineData("http://[::ffff:a00:7]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/")]
    [InlineData("http://user:secret@example.org/")]
    [InlineData("http://example.org:22/")]
    [InlineData("gopher://example.org/")]
    public async Task FetchPage_RedirectThatLeadsAstray_IsNotFollowed(string location)
    {
        _network.Name("internal.example", "10.0.0.7").Answer("/away", $"Location: {location}\r\nContent-Length: 0", status: "302 Found");
        Assert.StartsWith("Error: ", await FetchAsync("http://example.org/away"), StringComparison.Ordinal);
        Assert.Single(_network.Connections);
    }

    [Fact]
    public async Task FetchPage_Redirects_AreFollowedToTheLimit()
    {
        _network.Answer("/away", "Location: /\r\nContent-Length: 0", status: "301 Moved")
            .Answer("/loop", "Location: /loop\r\nContent-Length: 0", status: "307 Again");
        Assert.Contains("Hello", await FetchAsync("http://example.org/away"), StringComparison.Ordinal);
        Assert.Equal("Error: the address leads on more than 5 times.", await FetchAsync("http://example.org/loop"));
        Assert.Equal(8, _network.Connections.Count);
    }

    [Theory]
    [InlineData("example.org", "http://example.org/", true)]
    [InlineData("example.org", "http://EXAMPLE.org./", true)]
    [InlineData("example.org", "http://www.example.org/", false)]
    [InlineData("example.org", "http://example.org:8080/", false)]
    [InlineData("example.org:8080", "http://example.org:8080/", true)]
    [InlineData("example.org", "http://example.org.evil.net/", false)]
    [InlineData("example.org", "http://evilexample.org/", false)]
    [InlineData("*.example.org", "http://a.b.example.org/", true)]
    [InlineData("*.example.org", "http://example.org/", false)]
    [InlineData("*.example.org", "http://evil.net/.example.org", false)]
    [InlineData("example.org", "http://example.org@evil.net/", false)]
    [InlineData("example.org", "http://evil.net#example.org", false)]
    [InlineData("example.org", "http://evil.net\\@example.org/", false)]
    [InlineData("*", "ftp://example.org/", false)]
    [InlineData("*", "file:///etc/passwd", false)]
    [InlineData("*", "data:text/plain,x", false)]
    [InlineData("*", "javascript:alert(1)", false)]
    public void Check_AllowedHosts_AreThoseOfTheList(string entry, string address, bool expected)
    {
        var check = Record.Exception(() => new HostList([entry]).Check(new Uri(address)));
        Assert.Equal(expected, check is null);
    }

    [Fact]
    public async Task FetchPage_NoHosts_FetchesNothing()
    {
        _options.AllowedHosts.Clear();
        Assert.StartsWith("Error: the host 'example.org' is not allowed. Allowed are: none", await FetchAsync("http://example.org/"), StringComparison.Ordinal);
        Assert.StartsWith("Error: that is no address", await FetchAsync("example.org"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchPage_EndlessAnswer_IsCut()
    {
        var body = new EndlessStream();
        _network.Answer("/endless", Plain, () => body);
        Assert.EndsWith("(Cut after 2097152 bytes.)", await FetchAsync("http://example.org/endless"), StringComparison.Ordinal);
        Assert.InRange(body.Taken, 1 << 21, 1 << 22);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task FetchPage_CompressedBomb_IsCut(string encoding)
    {
        var bomb = Compress(encoding, 1 << 30);
        _network.Answer("/bomb", $"{Plain}\r\nContent-Encoding: {encoding}", () => new MemoryStream(bomb));
        var before = GC.GetTotalAllocatedBytes();
        Assert.EndsWith("(Cut after 2097152 bytes.)", await FetchAsync("http://example.org/bomb"), StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }

    [Fact]
    public async Task FetchPage_EndlessHeaders_AreRefused()
    {
        _network.Answer("/headers", string.Join("\r\n", Enumerable.Range(0, 100_000).Select(i => $"X-{i}: {i}")), "");
        Assert.StartsWith("Error: the page cannot be fetched", await FetchAsync("http://example.org/headers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchPage_ServerThatNeverAnswers_EndsAtTheLimit()
    {
        var silent = new SilentStream();
        _network.Answer("/silent", Plain, () => silent);
        var fetching = FetchAsync("http://example.org/silent");
        await silent.IsRead.Task;
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("Error: the page did not come within 30 seconds.", await fetching);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/octet-stream")]
    public async Task FetchPage_OtherThanText_IsRefused(string type)
    {
        _network.Answer("/file", $"Content-Type: {type}", "x");
        Assert.Equal($"Error: the address holds {type}, which is not text.", await FetchAsync("http://example.org/file"));
    }

    [Fact]
    public async Task FetchPage_ErrorStatusOrUnknownHost_SaysSo()
    {
        _network.Answer("/missing", "Content-Length: 0", status: "404 Not Found");
        Assert.Equal("Error: the server answered 404.", await FetchAsync("http://example.org/missing"));
        Assert.Equal("Error: the host 'nowhere.example' has no address.", await FetchAsync("http://nowhere.example/"));
    }

    [Fact]
    public async Task FetchPage_UnknownCharacterSet_IsReadAsUtf8()
    {
        _network.Answer("/text", "Content-Type: text/plain; charset=\"klingon\"", "ä");
        Assert.Equal("ä", await FetchAsync("http://example.org/text"));
    }

    private static byte[] Compress(string encoding, int bytes)
    {
        var bomb = new MemoryStream();
        using (Stream compressor = encoding switch
        {
            "gzip" => new GZipStream(bomb, CompressionLevel.Fastest),
            "br" => new BrotliStream(bomb, CompressionLevel.Fastest),
            _ => new ZLibStream(bomb, CompressionLevel.Fastest),
        })
        {
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)' ');
            for (var at = 0; at < bytes; at += block.Length)
                compressor.Write(block);
        }

        return bomb.ToArray();
    }

    private Task<string> FetchAsync(string address) => _http.FetchPageAsync(address, TestContext.Current.CancellationToken);
}
