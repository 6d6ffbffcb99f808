using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Step35.AI.Parsing;
using Step35.AI.Telemetry;

namespace Step35.AI.Tests.Parsing;

/// <summary>What is read from an answer, written as lines of JSON so that it can be compared.</summary>
internal static class ToolCallReading
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Of(ToolCallCase answer, IEnumerable<string> pieces)
    {
        var events = new List<ResponseEvent>();
        var parser = new ResponseParser(answer.IsThinking, answer.Offered);
        foreach (var piece in pieces)
            parser.Push(piece, events);
        parser.Complete(events, answer.IsCutOff);
        return [.. Merge(events).Select(found => Write(found, answer.Offered)?.ToJsonString(Plain)).OfType<string>()];
    }

    private static List<ResponseEvent> Merge(List<ResponseEvent> events)
    {
        var merged = new List<ResponseEvent>();
        foreach (var found in events)
        {
            if (found is TextDelta text && merged.LastOrDefault() is TextDelta before)
                merged[^1] = new TextDelta(before.Text + text.Text);
            else if (found is ReasoningDelta thought && merged.LastOrDefault() is ReasoningDelta earlier)
                merged[^1] = new ReasoningDelta(earlier.Text + thought.Text);
            else
                merged.Add(found);
        }

        return merged;
    }

    private static JsonObject? Write(ResponseEvent found, OfferedFunctions offered) => found switch
    {
        ReasoningDelta delta => new JsonObject { ["think"] = delta.Text },
        TextDelta delta => new JsonObject { ["text"] = delta.Text },
        MalformedToolCall call => new JsonObject { ["malformed"] = call.RawText },
        ToolCallParsed call => WriteCall(ToolCallReader.Create("id", call, offered)),
        _ => null,
    };

    private static JsonObject WriteCall(RepairedCall call)
    {
        var arguments = call.Content.Arguments!.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonSerializer.SerializeToNode(pair.Value)));
        var line = new JsonObject { ["call"] = call.Content.Name, ["with"] = new JsonObject(arguments) };
        string[] mended = [.. ToolCallTelemetry.NamesOf(call.Repairs)];
        if (mended.Length > 0)
            line["mended"] = string.Join(", ", mended);
        return line;
    }
}
