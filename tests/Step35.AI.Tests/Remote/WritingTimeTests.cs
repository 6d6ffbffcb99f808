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
        chat.Servers.Serve("a:1", () => kind == Step35EngineKind.Ollama
            ? Lines(Line("One"), Line(" two"), Line(" three"), Line("", """, "done_reason": "stop", "prompt_eval_count": 7, "eval_count": 3"""))
            : Chunks(Delta("content", "One"), Delta("content", " two"), """{"delta": {"content": " three"}, "finish_reason": "stop"}"""));

        Assert.Equal([2.0], await ReadTimesAsync(chat));
    }

    [Theory]
    [InlineData(2, "One, two")]
    [InlineData(17, "One, two", " and so on")]
    public async Task GetStreamingResponse_CollectedByTheServer_TellsNoTime(int tokens, params string[] pieces)
    {
        await using var chat = new RemoteChat(Step35EngineKind.Ollama);
        var end = Line("", $""", "done_reason": "stop", "prompt_eval_count": 7, "eval_count": {tokens}""");
        chat.Servers.Serve("a:1", () => Lines([.. pieces.Select(piece => Line(piece)), end]));

        Assert.Empty(await ReadTimesAsync(chat));
    }

    private static async Task<List<object?>> ReadTimesAsync(RemoteChat chat)
    {
        var times = new List<object?>();
        await foreach (var update in chat.Client.GetStreamingResponseAsync("Count!", cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.AdditionalProperties?.TryGetValue("decode_seconds", out var seconds) is true)
                times.Add(seconds);
            chat.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return times;
    }

    private static string Line(string text, string? end = null) =>
        $$$"""{"model": "served", "message": {"role": "assistant", "content": "{{{text}}}"}, "done": {{{(end is null ? "false" : "true")}}}{{{end}}}}""";
}
