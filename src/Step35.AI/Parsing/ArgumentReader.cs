using System.Text.Json;
using Step35.AI.Parsing.Repairs;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>Gives the arguments of one function's calls the names and types of its schema.</summary>
internal sealed class ArgumentReader(JsonElement schema)
{
    // What models call the one argument into which they put all others.
    private static readonly string[] Wrappers = ["arguments", "args", "kwargs", "parameters", "params", "input"];

    private readonly SchemaKinds _kinds = new(schema);
    private readonly IReadOnlyList<string> _properties = OfferedFunctions.PropertiesOf(schema);

    // A name that is as good as the declared ones must not become one of them.
    private readonly bool _allowsOthers = JsonText.Find(schema, "additionalProperties") is { ValueKind: not JsonValueKind.False };

    /// <summary>Reads one argument.</summary>
    /// <param name="written">The name that the model wrote.</param>
    /// <param name="raw">The value as the model wrote it.</param>
    public RepairedArgument Read(string written, string raw)
    {
        var name = (_allowsOthers ? null : OfferedFunctions.FindName(_properties, written)) ?? written;
        var value = ReadValue(name, raw);
        return new RepairedArgument(name, value.Value, value.Repairs | (name == written ? ToolCallRepairs.None : ToolCallRepairs.Name));
    }

    /// <summary>Tells whether an argument that stands alone may hold all the others.</summary>
    public bool IsWrapper(string name) => !_allowsOthers && _properties.Count > 0 && !_properties.Contains(name) && Wrappers.Contains(name);

    /// <summary>Takes the arguments out of a single one that holds them all and that the function does not have.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unwrap(
        IReadOnlyList<KeyValuePair<string, string>> written, ref ToolCallRepairs repairs)
    {
        if (written is not [var (name, raw)] || !IsWrapper(name))
            return written;
        if (ArgumentValue.Read(raw, JsonKinds.Object) is not { Value: JsonElement { ValueKind: JsonValueKind.Object } inner } wrapped)
            return written;
        repairs |= wrapped.Repairs | ToolCallRepairs.WrappedArguments;
        return CallJson.ReadArguments(inner);
    }

    private RepairedValue ReadValue(string property, string raw)
    {
        var kinds = _kinds.OfProperty(property);
        return kinds == JsonKinds.String && _kinds.FindProperty(property) is { } text
            ? TextChoice.Find(raw, text)
            : ArgumentValue.Read(raw, kinds);
    }
}
