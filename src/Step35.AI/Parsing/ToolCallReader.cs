using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.Parsing;

/// <summary>Turns parsed calls into the content by which functions are invoked.</summary>
internal static class ToolCallReader
{
    private static readonly JsonElement NoSchema = JsonElement.Parse("{}");

    /// <summary>Types each argument by the schema of the called function.</summary>
    /// <remarks>A function that was not offered is still called, with values read as well as can be: the invoker reports it.</remarks>
    /// <param name="callId">The identity that the result will refer to.</param>
    /// <param name="call">The call as parsed.</param>
    /// <param name="tools">The functions that were offered.</param>
    public static FunctionCallContent Create(string callId, ToolCallParsed call, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        var schema = new SchemaKinds(tools.FirstOrDefault(tool => tool.Name == call.Name)?.JsonSchema ?? NoSchema);
        var arguments = new Dictionary<string, object?>(call.Arguments.Count);
        foreach (var (name, raw) in call.Arguments)
            arguments[name] = ArgumentValue.Read(raw, schema.OfProperty(name));
        return new FunctionCallContent(callId, call.Name, arguments);
    }
}
