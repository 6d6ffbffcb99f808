using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Step35.Bench.Serving;

/// <summary>A server that is asked over OpenAI's chat completions, streamed; both sides get the very same bytes.</summary>
internal sealed class ServedModel(Uri address) : IDisposable
{
    private const int AnswerLength = 64;

    private readonly HttpClient _http = new()
    {
        BaseAddress = address,
        Timeout = Timeout.InfiniteTimeSpan,
        // llama-server closes the connection after a stream without saying so; both sides get a new one for each request.
        DefaultRequestHeaders = { ConnectionClose = true },
    };

    /// <summary>Lets clients ask side by side, each as soon as its last answer has ended.</summary>
    /// <param name="clients">How many clients there are.</param>
    /// <param name="questions">What they ask, all together; each takes the next one.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<ServedRun> RunAsync(int clients, IReadOnlyList<string> questions, CancellationToken cancellationToken)
    {
        var next = -1;
        var answers = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(AskAllAsync, cancellationToken)));
        return new ServedRun([.. answers.SelectMany(static one => one)]);

        async Task<List<ServedAnswer>> AskAllAsync()
        {
            var own = new List<ServedAnswer>();
            for (var index = Interlocked.Increment(ref next); index < questions.Count; index = Interlocked.Increment(ref next))
                own.Add(await AskAsync(questions[index], cancellationToken));
            return own;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ServedAnswer> AskAsync(string question, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(NewBody(question)) };
        var asked = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new BenchException($"{address} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        var (first, tokens) = (0L, 0);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream, static (_, data) => Read(data)).EnumerateAsync(cancellationToken))
        {
            if (item.Data.HasText && first == 0)
                first = Stopwatch.GetTimestamp();
            tokens = item.Data.Tokens ?? tokens;
        }

        var ended = Stopwatch.GetTimestamp();
        if (tokens == 0)
            throw new BenchException($"{address} ended an answer without usage.");
        // A greedy answer may be markup alone: both sides then show nothing before its end.
        return new ServedAnswer(asked, first > 0 ? first : ended, ended, tokens);
    }

    private static JsonObject NewBody(string question) => new()
    {
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = question }),
        ["temperature"] = 0,
        ["max_tokens"] = AnswerLength,
        ["stream"] = true,
        ["stream_options"] = new JsonObject { ["include_usage"] = true },
    };

    private static (bool HasText, int? Tokens) Read(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
            return default;
        var json = new Utf8JsonReader(data);
        using var chunk = JsonDocument.ParseValue(ref json);
        var root = chunk.RootElement;
        if (root.TryGetProperty("error", out var error))
            throw new BenchException($"An answer broke off: {error}");
        var hasText = root.GetProperty("choices").EnumerateArray().Any(static choice => HoldsText(choice.GetProperty("delta")));
        var hasUsage = root.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object;
        return (hasText, hasUsage ? usage.GetProperty("completion_tokens").GetInt32() : null);
    }

    private static bool HoldsText(JsonElement delta) =>
        delta.EnumerateObject().Any(static member => member.Name is "content" or "reasoning_content"
            && member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 });
}
