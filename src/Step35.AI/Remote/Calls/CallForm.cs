using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Step35.AI.Parsing;

namespace Step35.AI.Remote.Calls;

/// <summary>Calls as JSON, for servers that hold answers to a schema but not to a required call.</summary>
internal static class CallForm
{
    /// <summary>Gives the form of an answer that is one call of any of the functions.</summary>
    public static ChatResponseFormatJson Of(IEnumerable<AIFunctionDeclaration> functions)
    {
        var calls = new JsonObject { ["anyOf"] = new JsonArray([.. functions.Select(Of)]) };
        return ChatResponseFormat.ForJsonSchema(JsonElement.Parse(calls.ToJsonString()), "call");
    }

    /// <summary>Reads a call that was written in that form; null when the text is something else.</summary>
    public static RepairedCall? Read(string text, string callId, OfferedFunctions offered) =>
        CallJson.ReadCalls(text) is [var call] ? ToolCallReader.Create(callId, call, offered) : null;

    private static JsonNode Of(AIFunctionDeclaration function) => new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["name"] = new JsonObject { ["const"] = function.Name },
            ["arguments"] = JsonNode.Parse(function.JsonSchema.GetRawText()),
        },
        ["required"] = new JsonArray("name", "arguments"),
        ["additionalProperties"] = false,
    };
}
