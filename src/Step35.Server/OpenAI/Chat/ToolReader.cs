using Microsoft.Extensions.AI;
using Step35.Server.Dialects;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Reads the functions that are offered.</summary>
internal static class ToolReader
{
    public static IList<AITool>? Read(IReadOnlyList<ToolDefinition>? tools) =>
        tools is null ? null : [.. tools.Select(static (tool, index) => Read(tool, $"tools[{index}]"))];

    private static AITool Read(ToolDefinition? tool, string field) => tool?.Function is { } function
        ? FunctionTool.Create(function.Name, function.Description, function.Parameters, $"{field}.function")
        : throw ApiException.Unsupported(field, "only tools of the type 'function' are offered to the model.");
}
