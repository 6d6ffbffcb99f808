using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Step35.Server.ModelTests.Programs;

namespace Step35.Server.ModelTests;

/// <summary>Many more streaming clients than the host has sequences.</summary>
public class LoadTests(ITestOutputHelper output)
{
    private const int ClientCount = 64;
    private const string End = "data: [DONE]";

    // What the memory may grow by in the second half: a garbage collector keeps no exact measure.
    private const double GrowthShare = 0.1;
    private const long GrowthBytes = 32L << 20;

    // Every client gets several answers in it, and a build does not wait long for it. docs/server.md says how to go on for longer.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("STEP35_LOAD_SECONDS") ?? "20", CultureInfo.InvariantCulture));

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
        using var host = await HostProgram.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        await AskAsync(http);
        var (first, middle) = await AskAllAsync(http, host);
        var (second, end) = await AskAllAsync(http, host);
        TimeSpan[] waits = [.. first.Concat(second).Order()];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{waits.Length} answers in {Duration.TotalSeconds} s; first token after {At(0.5):0} ms (median), {At(0.99):0} ms (p99); "
            + $"memory {middle >> 20} MiB in the middle, {end >> 20} MiB at the end"));
        Assert.InRange(end, 0, (long)(middle * (1 + GrowthShare)) + GrowthBytes);

        double At(double share) => waits[(int)((waits.Length - 1) * share)].TotalMilliseconds;
    }

    /// <summary>Lets all clients ask for half of the time, and returns how long first tokens took, and the memory of the host.</summary>
    private static async Task<(IReadOnlyList<TimeSpan> Waits, long Bytes)> AskAllAsync(HttpClient http, HostProgram host)
    {
        var clock = Stopwatch.StartNew();
        var waits = await Task.WhenAll(Enumerable.Range(0, ClientCount).Select(_ => AskUntilAsync(http, clock)));
        return ([.. waits.SelectMany(wait => wait)], host.MemoryBytes);
    }

    private static async Task<IReadOnlyList<TimeSpan>> AskUntilAsync(HttpClient http, Stopwatch clock)
    {
        var waits = new List<TimeSpan>();
        do
            waits.Add(await AskAsync(http));
        while (clock.Elapsed < Duration / 2);
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
