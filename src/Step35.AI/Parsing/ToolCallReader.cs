using Microsoft.Extensions.AI;
using Step35.AI.Parsing.Repairs;

namespace Step35.AI.Parsing;

/// <summary>Turns parsed calls into the content by which functions are invoked.</summary>
internal static class ToolCallReader
{
    /// <summary>Types each argument by the schema of the called function.</summary>
    /// <remarks>A function that was not offered keeps its name, and its values are read as well as can be.</remarks>
    /// <param name="callId">The identity that the result will refer to.</param>
    /// <param name="call">The call as parsed.</param>
    /// <param name="offered">The functions that were offered.</param>
    public static RepairedCall Create(string callId, ToolCallParsed call, OfferedFunctions offered)
    {
        var function = offered.Find(call.Name) ?? call.Name;
        var repairs = call.Repairs | (function == call.Name ? ToolCallRepairs.None : ToolCallRepairs.Name);
        var reader = new ArgumentReader(offered.SchemaOf(function));
        var written = reader.Unwrap(call.Arguments, ref repairs);
        var arguments = new Dictionary<string, object?>(written.Count);
        foreach (var (key, raw) in written)
        {
            var argument = reader.Read(key, raw);
            repairs |= argument.Repairs;
            arguments[argument.Name] = argument.Value;
        }

        return new RepairedCall(new FunctionCallContent(callId, function, arguments), repairs);
    }
}
