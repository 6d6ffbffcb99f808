using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Step35.AI.Tests.Remote;

/// <summary>Answers of scripted servers.</summary>
internal static class Answers
{
    public const string Stop = """{"delta": {}, "finish_reason": "stop"}""";

    /// <summary>A stream of OpenAI's chunks, of which each is given by its choice; usage and end follow.</summary>
    public static HttpResponseMessage Chunks(params IEnumerable<string> choices) => Chunks(StreamEnd.Whole, choices);

    /// <summary>The same, but the connection may break or go silent after the last choice.</summary>
    public static HttpResponseMessage Chunks(StreamEnd end, params IEnumerable<string> choices)
    {
        string[] ending = [Frame([], """{"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}"""), "data: [DONE]\n\n"];
        var frames = choices.Select(choice => Frame([JsonNode.Parse(choice)!]));
        return Stream("text/event-stream", end == StreamEnd.Whole ? frames.Concat(ending) : frames, end);
    }

    /// <summary>An answer of plain text.</summary>
    public static HttpResponseMessage Text(string text) => Chunks(Delta("content", text), Stop);

    /// <summary>A choice that holds one field of the delta.</summary>
    public static string Delta(string field, string text) => new JsonObject { ["delta"] = new JsonObject { [field] = text } }.ToJsonString();

    /// <summary>Ollama's stream of lines.</summary>
    public static HttpResponseMessage Lines(params IEnumerable<string> lines) => Lines(StreamEnd.Whole, lines);

    public static HttpResponseMessage Lines(StreamEnd end, params IEnumerable<string> lines) =>
        Stream("application/x-ndjson", lines.Select(line => line + "\n"), end);

    public static HttpResponseMessage Refuse(HttpStatusCode status) => new(status)
    {
        Content = new StreamContent(new PieceStream([Encoding.UTF8.GetBytes("""{"error": {"message": "no"}}""")])),
        Headers = { RetryAfter = new(TimeSpan.Zero) },
    };

    private static string Frame(JsonArray choices, string? usage = null) => $"data: {new JsonObject
    {
        ["id"] = "chat-1",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1_700_000_000,
        ["model"] = "served",
        ["choices"] = new JsonArray([.. choices.Select(WithIndex)]),
        ["usage"] = usage is null ? null : JsonNode.Parse(usage),
    }.ToJsonString()}\n\n";

    private static JsonNode WithIndex(JsonNode? choice)
    {
        var copy = choice!.DeepClone();
        copy["index"] = 0;
        return copy;
    }

    private static HttpResponseMessage Stream(string mediaType, IEnumerable<string> frames, StreamEnd end)
    {
        var content = new StreamContent(new PieceStream(frames.Select(Encoding.UTF8.GetBytes), end));
        content.Headers.ContentType = new(mediaType);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }
}
