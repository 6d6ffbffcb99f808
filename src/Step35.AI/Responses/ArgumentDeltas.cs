using Step35.AI.Parsing;

namespace Step35.AI.Responses;

/// <summary>Tells the arguments of one call while it is still being read, as the pieces of a JSON object.</summary>
/// <remarks>
/// What was told cannot be taken back. So an argument that may hold all the others waits for the next one, and an argument whose
/// value changes is told again: of an object's members of one name the last counts.
/// </remarks>
internal sealed class ArgumentDeltas(string callId, string function, ArgumentReader reader)
{
    private readonly Dictionary<string, string> _told = [];
    private ToolCallArgument? _waiting;

    public string CallId => callId;

    /// <summary>Tells the name alone.</summary>
    public FunctionArgumentsDelta Begin() => new(callId, function, "");

    /// <summary>Tells one more argument; null while it waits.</summary>
    public FunctionArgumentsDelta? Add(ToolCallArgument argument)
    {
        if (MustWait(argument))
        {
            _waiting = argument;
            return null;
        }

        var before = _waiting is null ? "" : Tell(_waiting);
        _waiting = null;
        return new(callId, function, before + Tell(argument));
    }

    /// <summary>Tells whether what was told can still become these arguments.</summary>
    public bool Fits(IDictionary<string, object?> arguments) => _told.Keys.All(arguments.ContainsKey);

    /// <summary>Tells what is missing.</summary>
    public FunctionArgumentsDelta End(IDictionary<string, object?> arguments)
    {
        var rest = string.Concat(arguments.Select(argument => Tell(argument.Key, argument.Value)));
        return new(callId, function, rest + (_told.Count == 0 ? "{}" : "}"));
    }

    private bool MustWait(ToolCallArgument argument) =>
        _told.Count == 0 && (_waiting is null || _waiting.Name == argument.Name) && reader.IsWrapper(argument.Name);

    private string Tell(ToolCallArgument written)
    {
        var argument = reader.Read(written.Name, written.Value);
        return Tell(argument.Name, argument.Value);
    }

    private string Tell(string name, object? value)
    {
        var member = ArgumentsJson.WriteMember(name, value);
        if (_told.TryGetValue(name, out var told) && told == member)
            return "";
        var separator = _told.Count == 0 ? "{" : ",";
        _told[name] = member;
        return separator + member;
    }
}
