using Microsoft.Extensions.AI;

namespace Step35.AI.Parsing;

/// <summary>Turns parsed calls into the content that functions are invoked by.</summary>
internal static class ToolCallReader
{
    /// <summary>Types each argument by the schema of the function that is called.</summary>
    public static FunctionCallContent Create(string callId, ToolCallParsed call, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        return new FunctionCallContent(callId, call.Name, call.Arguments.ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
    }
}
