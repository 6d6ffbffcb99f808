using Microsoft.Extensions.AI;
using static Step35.AI.Tests.Remote.Answers;

namespace Step35.AI.Tests.Remote;

public sealed class WritingTimeTests
{
    [Theory]
    [InlineData(Step35EngineKind.Host)]
    [InlineData(Step35EngineKind.OpenAI)]
    [InlineData(Step35EngineKind.Ollama)]
    public async Task GetStreamingResponse_PieceByPiece_TellsTheTimeFromTheFirstToTheLast(Step35EngineKind kind)
    {
        await using var chat = new RemoteChat(kind);
        Serve(chat, kind, tokens: 3, "", "One", " two", " three");

        Assert.Equal([4.0], await ReadTimesAsync(chat, readingSeconds: 0.5));
    }

    [Theory]
    [InlineData(Step35EngineKind.OpenAI)]
    [InlineData(Step35EngineKind.Ollama)]
    public async Task GetStreamingResponse_SlowReader_TellsNoTime(Step35EngineKind kind)
    {
        await using var chat = new RemoteChat(kind);
        Serve(chat, kind, tokens: 3, "One", " two", " three");

        Assert.Empty(await ReadTimesAsync(chat, readingSeconds: 3));
    }

    [Theory]
    [InlineData(2, "One, two")]
    [InlineData(2, "", "One, two")]
    [InlineData(17, "One, two", " and so on")]
    public async Task GetStreamingResponse_CollectedByTheServer_TellsNoTime(int tokens, params string[] pieces)
    {
        await using var chat = new RemoteChat(Step35EngineKind.Ollama);
        Serve(chat, Step35EngineKind.Ollama, tokens, pieces);

        Assert.Empty(await ReadTimesAsync(chat, readingSeconds: 0));
    }

    private static void Serve(RemoteChat chat, Step35EngineKind kind, int tokens, params string[] pieces)
    {
        var end = Line("", $""", "done_reason": "stop", "prompt_eval_count": 7, "eval_count": {tokens}""");
        chat.Servers.Serve("a:1", () => kind == Step35EngineKind.Ollama
            ? Lines(Slowly(chat, [.. pieces.Select(piece => Line(piece)), end]))
            : Chunks(Slowly(chat, [.. pieces.Select(piece => Delta("content", piece)), Stop])));
    }

    // The server takes two seconds for each.
    private static IEnumerable<string> Slowly(RemoteChat chat, string[] parts)
    {
        foreach (var part in parts)
        {
            chat.Time.Advance(TimeSpan.FromSeconds(2));
            yield return part;
        }
    }

    private static async Task<List<object?>> ReadTimesAsync(RemoteChat chat, double readingSeconds)
    {
        var times = new List<object?>();
        await foreach (var update in chat.Client.GetStreamingResponseAsync("Count!", cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.AdditionalProperties?.TryGetValue(ResponseFacts.DecodeSeconds, out var seconds) is true)
                times.Add(seconds);
            chat.Time.Advance(TimeSpan.FromSeconds(readingSeconds));
        }

        return times;
    }

    private static string Line(string text, string? end = null) =>
        $$$"""{"model": "served", "message": {"role": "assistant", "content": "{{{text}}}"}, "done": {{{(end is null ? "false" : "true")}}}{{{end}}}}""";
}
