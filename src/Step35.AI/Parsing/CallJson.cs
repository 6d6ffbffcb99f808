using System.Text.Json;
using Step35.AI.Parsing.Repairs;
using Step35.AI.Prompting;
using Step35.AI.Requests;

namespace Step35.AI.Parsing;

/// <summary>Reads calls that are written as JSON, as other models' formats have them, instead of in tags.</summary>
internal static class CallJson
{
    private static readonly string[] NameKeys = ["name", "function", "tool", "tool_name"];
    private static readonly string[] ArgumentKeys = ["arguments", "parameters", "args", "input"];

    /// <summary>Reads one call or a list of them; empty when the text is something else.</summary>
    public static IReadOnlyList<ToolCallParsed> ReadCalls(string text)
    {
        if (ReadStructure(text) is not { } body)
            return [];
        IReadOnlyList<JsonElement> items = body.Value.ValueKind == JsonValueKind.Array ? [.. body.Value.EnumerateArray()] : [body.Value];
        var calls = items.Select(item => ReadCall(item, body.Repairs | ToolCallRepairs.JsonCall)).OfType<ToolCallParsed>().ToList();
        return calls.Count == items.Count ? calls : [];
    }

    /// <summary>Reads the arguments of a call whose function is known; null when the text is no object.</summary>
    public static RepairedJson? ReadObject(string text) =>
        ReadStructure(text) is { Value.ValueKind: JsonValueKind.Object } found ? found : null;

    /// <summary>Writes an object's members as the tags of a call would hold them: text as it is, all else as JSON.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ReadArguments(JsonElement members)
    {
        var arguments = new OrderedDictionary<string, string>();
        foreach (var member in members.EnumerateObject())
            arguments[JsonText.ReadName(member)] =
                member.Value.ValueKind == JsonValueKind.String ? JsonText.Read(member.Value) : member.Value.GetRawText();
        return [.. arguments];
    }

    private static RepairedJson? ReadStructure(string text) =>
        ArgumentValue.Read(text, JsonKinds.Object | JsonKinds.Array) is { Value: JsonElement value } found
            ? new RepairedJson(value, found.Repairs)
            : null;

    private static ToolCallParsed? ReadCall(JsonElement item, ToolCallRepairs repairs)
    {
        var call = JsonText.Find(item, "function") is { ValueKind: JsonValueKind.Object } nested ? nested : item;
        if (FindAny(call, NameKeys) is not { ValueKind: JsonValueKind.String } name || !ToolReader.IsCallable(JsonText.Read(name)))
            return null;
        var written = FindAny(call, ArgumentKeys) is { } found ? ReadMembers(found) : new RepairedJson(JsonElement.Parse("{}"), ToolCallRepairs.None);
        return written is { } arguments
            ? new ToolCallParsed(JsonText.Read(name), ReadArguments(arguments.Value)) { Repairs = repairs | arguments.Repairs }
            : null;
    }

    // OpenAI's format holds the arguments as text that is JSON; others as an object.
    private static RepairedJson? ReadMembers(JsonElement arguments) => arguments.ValueKind switch
    {
        JsonValueKind.Object => new RepairedJson(arguments, ToolCallRepairs.None),
        JsonValueKind.Null => new RepairedJson(JsonElement.Parse("{}"), ToolCallRepairs.None),
        JsonValueKind.String => ReadObject(JsonText.Read(arguments)) is { } text
            ? text with { Repairs = text.Repairs | ToolCallRepairs.EncodedValue }
            : null,
        _ => null,
    };

    private static JsonElement? FindAny(JsonElement value, string[] names) =>
        names.Select(name => JsonText.Find(value, name)).FirstOrDefault(found => found is not null);
}
