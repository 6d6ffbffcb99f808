using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Parsing;
using Step35.AI.Parsing.Repairs;
using Step35.AI.Prompting;

namespace Step35.AI.Remote.Calls;

/// <summary>A call that the server itself has read.</summary>
internal static class ServedCall
{
    /// <summary>Mends names, and values that are text where the schema wants something else; all others stay as the server gave them.</summary>
    public static RepairedCall Mend(FunctionCallContent call, OfferedFunctions offered)
    {
        if (call.Arguments is not { } given || offered.Find(call.Name) is null)
            return new RepairedCall(call, ToolCallRepairs.None);
        var parsed = new ToolCallParsed(call.Name, CallJson.ReadArguments(ClrJson.Of(given)));
        var (mended, repairs) = ToolCallReader.Create(call.CallId, parsed, offered);
        foreach (var (name, value) in given)
        {
            if (!mended.Arguments!.TryGetValue(name, out var read))
                continue;
            if (!IsText(value))
                mended.Arguments[name] = value;
            else if (!IsText(read))
                repairs |= ToolCallRepairs.EncodedValue;
        }

        return new RepairedCall(mended, repairs);
    }

    private static bool IsText(object? value) => value is string or JsonElement { ValueKind: JsonValueKind.String };
}
