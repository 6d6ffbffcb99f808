using System.Text;
using Step35.AI.Parsing;

namespace Step35.AI.Tests.Parsing;

/// <summary>What a parser makes of a text, written down so that two runs can be compared.</summary>
internal static class Transcript
{
    /// <summary>Parses pieces, merges neighbouring deltas of one kind, and leaves out how calls came to be.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> pieces, bool startsInReasoning = false)
    {
        var events = new List<ResponseEvent>();
        var parser = new ResponseParser(startsInReasoning);
        foreach (var piece in pieces)
            parser.Push(piece, events);
        parser.Complete(events);
        return Merge(events);
    }

    public static IReadOnlyList<string> Of(string text, bool startsInReasoning = false) => Of([text], startsInReasoning);

    public static IReadOnlyList<string> Merge(IEnumerable<ResponseEvent> events)
    {
        var lines = new List<string>();
        foreach (var line in events.Where(found => found is not (ToolCallStarted or ToolCallArgument)).Select(Write))
        {
            if (lines.Count > 0 && line[..2] is "R:" or "T:" && lines[^1][..2] == line[..2])
                lines[^1] += line[2..];
            else
                lines.Add(line);
        }

        return lines;
    }

    public static string Call(string name, params (string Name, string Value)[] arguments) =>
        Write(new ToolCallParsed(name, [.. arguments.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))]));

    private static string Write(ResponseEvent parsed) => parsed switch
    {
        ReasoningDelta delta => "R:" + delta.Text,
        TextDelta delta => "T:" + delta.Text,
        ToolCallParsed call => WriteCall(call),
        MalformedToolCall call => "M:" + call.RawText,
        _ => throw new ArgumentOutOfRangeException(nameof(parsed)),
    };

    private static string WriteCall(ToolCallParsed call)
    {
        var builder = new StringBuilder("C:").Append(call.Name);
        foreach (var (name, value) in call.Arguments)
            builder.Append('|').Append(name).Append('=').Append(value);
        return builder.ToString();
    }
}
