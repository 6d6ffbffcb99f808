using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Step35.Server.ModelTests.Remote;

namespace Step35.Server.ModelTests;

/// <summary>Many more streaming clients than the host has sequences.</summary>
public class LoadTests(NanoHost host, ITestOutputHelper output) : IClassFixture<NanoHost>
{
    private const int ClientCount = 64;
    private const string End = "data: [DONE]";

    // Every client gets several answers in it, and a build does not wait long for it.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private static readonly JsonObject Request = new()
    {
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "What is the weather in Oslo?" }),
        ["max_tokens"] = 8,
        ["stream"] = true,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_ManyClients_AreAllAnswered()
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        await AskAsync(http);
        var clock = Stopwatch.StartNew();
        var waits = await Task.WhenAll(Enumerable.Range(0, ClientCount).Select(_ => AskUntilAsync(http, clock)));
        var sorted = waits.SelectMany(wait => wait).Order().ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sorted.Count} answers in {clock.Elapsed.TotalSeconds:0.0} s; first token after {At(0.5):0} ms (median), {At(0.99):0} ms (p99)"));

        double At(double share) => sorted[(int)((sorted.Count - 1) * share)].TotalMilliseconds;
    }

    private static async Task<IReadOnlyList<TimeSpan>> AskUntilAsync(HttpClient http, Stopwatch clock)
    {
        var waits = new List<TimeSpan>();
        do
            waits.Add(await AskAsync(http));
        while (clock.Elapsed < Duration);
        return waits;
    }

    /// <summary>Reads a whole answer, and returns how long its first token took.</summary>
    private static async Task<TimeSpan> AskAsync(HttpClient http)
    {
        var clock = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(Request) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        TimeSpan? first = null;
        string? line, last = null;
        while ((line = await reader.ReadLineAsync(Token)) is not null)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            last = line;
            first ??= line != End && HoldsText(line) ? clock.Elapsed : null;
        }

        Assert.True(response.IsSuccessStatusCode && last == End, $"{response.StatusCode}: {last}");
        Assert.NotNull(first);
        return first.Value;
    }

    private static bool HoldsText(string line) =>
        JsonNode.Parse(line["data: ".Length..]) is { } chunk
        && chunk["choices"]?[0]?["delta"] is { } delta
        && ((string?)delta["content"] ?? (string?)delta["reasoning_content"]) is { Length: > 0 };
}
