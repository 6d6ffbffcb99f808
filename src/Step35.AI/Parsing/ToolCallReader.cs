using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Parsing.Repairs;

namespace Step35.AI.Parsing;

/// <summary>Turns parsed calls into the content by which functions are invoked.</summary>
internal static class ToolCallReader
{
    // What models call the one argument into which they put all others.
    private static readonly string[] Wrappers = ["arguments", "args", "kwargs", "parameters", "params", "input"];

    /// <summary>Types each argument by the schema of the called function.</summary>
    /// <remarks>A function that was not offered keeps its name, and its values are read as well as can be.</remarks>
    /// <param name="callId">The identity that the result will refer to.</param>
    /// <param name="call">The call as parsed.</param>
    /// <param name="offered">The functions that were offered.</param>
    public static RepairedCall Create(string callId, ToolCallParsed call, OfferedFunctions offered)
    {
        var function = offered.Find(call.Name) ?? call.Name;
        var repairs = call.Repairs | (function == call.Name ? ToolCallRepairs.None : ToolCallRepairs.Name);
        var schema = offered.SchemaOf(function);
        var properties = OfferedFunctions.PropertiesOf(schema);
        var written = Unwrap(call.Arguments, properties, ref repairs);
        var kinds = new SchemaKinds(schema);
        var arguments = new Dictionary<string, object?>(written.Count);
        foreach (var (key, raw) in written)
        {
            var name = OfferedFunctions.FindName(properties, key) ?? key;
            var value = Read(raw, name, kinds);
            repairs |= value.Repairs | (name == key ? ToolCallRepairs.None : ToolCallRepairs.Name);
            arguments[name] = value.Value;
        }

        return new RepairedCall(new FunctionCallContent(callId, function, arguments), repairs);
    }

    private static RepairedValue Read(string raw, string property, SchemaKinds schema)
    {
        var kinds = schema.OfProperty(property);
        return kinds == JsonKinds.String && schema.FindProperty(property) is { } text
            ? TextChoice.Find(raw, text)
            : ArgumentValue.Read(raw, kinds);
    }

    /// <summary>Takes the arguments out of a single one that holds them all and that the function does not have.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> Unwrap(
        IReadOnlyList<KeyValuePair<string, string>> written, IReadOnlyList<string> properties, ref ToolCallRepairs repairs)
    {
        if (written is not [var (name, raw)] || properties.Count == 0 || properties.Contains(name) || !Wrappers.Contains(name))
            return written;
        if (ArgumentValue.Read(raw, JsonKinds.Object) is not { Value: JsonElement { ValueKind: JsonValueKind.Object } inner } wrapped)
            return written;
        repairs |= wrapped.Repairs | ToolCallRepairs.WrappedArguments;
        return CallJson.ReadArguments(inner);
    }
}
