using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Makes a tool of what a client says about a function; it runs at the client.</summary>
internal static class FunctionTool
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type": "object", "properties": {}}""");

    public static AITool Create(string? name, string? description, JsonElement? parameters, string path) =>
        AIFunctionFactory.CreateDeclaration(
            string.IsNullOrEmpty(name) ? throw ApiException.Wrong($"{path}.name", "it is missing.") : name,
            description,
            parameters is { ValueKind: not JsonValueKind.Null } schema ? schema : NoParameters);
}
