using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Step35.Server.Tests.Malformed;

/// <summary>Requests that are wrong somewhere, over a whole engine whose answers are scripted.</summary>
public sealed class MalformedRequestTests : ScriptedEngineTests
{
    public static TheoryData<string, string> Requests => new()
    {
        { "/v1/chat/completions", WholeRequests.Chat },
        { "/v1/chat/completions", WholeRequests.StructuredChat },
        { "/v1/chat/completions", WholeRequests.NamedTool },
        { "/v1/completions", WholeRequests.Completion },
        { "/v1/responses", WholeRequests.Responses },
        { "/v1/messages", WholeRequests.Messages },
        { "/v1/messages/count_tokens", WholeRequests.Messages },
        { "/api/chat", WholeRequests.OllamaChat },
        { "/api/generate", WholeRequests.Generate },
        { "/api/show", WholeRequests.Show },
        { "/tokenize", WholeRequests.Tokenize },
        { "/detokenize", WholeRequests.Detokenize },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Requests))]
    public Task Post_RequestThatIsWrongSomewhere_IsNeverTheHostsFault(string route, string json) =>
        SampleAsync(route, JsonMutations.Of(json), bestStatus: 200, iterations: 250);

    [Theory]
    [MemberData(nameof(Requests))]
    public Task Post_NoText_IsRefused(string route, string json) =>
        SampleAsync(route, JsonMutations.NoText(json), bestStatus: 400, iterations: 50);

    [Theory]
    [MemberData(nameof(Requests))]
    public Task Post_RequestCutOff_IsRefused(string route, string json) =>
        SampleAsync(route, JsonMutations.CutOff(json), bestStatus: 400, iterations: 50);

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Post_CompressedBody_IsRefused(string route, string json)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(json), Token);
        using var body = new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
        using var response = await Host.Client.PostAsync(new Uri(route, UriKind.Relative), body, Token);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["error"]!;
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("compressed", (string?)(error as JsonObject)?["message"] ?? (string?)error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BodyOfCodingIdentity_IsRead()
    {
        using var body = new StringContent(WholeRequests.Show) { Headers = { ContentEncoding = { "Identity" } } };
        using var response = await Host.Client.PostAsync(new Uri("/api/show", UriKind.Relative), body, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task SampleAsync(string route, Gen<byte[]> requests, int bestStatus, int iterations) => requests.SampleAsync(
        async bytes =>
        {
            using var body = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await Host.Client.PostAsync(new Uri(route, UriKind.Relative), body, Token);
            var text = await response.Content.ReadAsStringAsync(Token);
            Assert.True((int)response.StatusCode >= bestStatus && (int)response.StatusCode < 500, $"{response.StatusCode}: {text}");
            // A stream has begun before it fails.
            Assert.DoesNotContain("The host has failed", text, StringComparison.Ordinal);
            if (!response.IsSuccessStatusCode)
                Assert.NotNull(JsonNode.Parse(text)!["error"]);
        },
        iter: iterations,
        threads: 1,
        print: bytes => Encoding.UTF8.GetString(bytes));
}
