using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;
using Step35.Server.OpenAI.Wire;

namespace Step35.Server.OpenAI.Chat;

/// <summary>Reads the functions that are offered, and whether one must be called.</summary>
internal static class ToolReader
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type": "object", "properties": {}}""");

    public static IList<AITool>? Read(IReadOnlyList<ToolDefinition>? tools) =>
        tools is null ? null : [.. tools.Select(static (tool, index) => Read(tool, $"tools[{index}]"))];

    public static ChatToolMode? ReadMode(JsonElement? choice) => choice switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } name => name.GetString() switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "required" => ChatToolMode.RequireAny,
            var other => throw ApiException.Wrong("tool_choice", $"'{other}' is none of 'auto', 'none' and 'required'."),
        },
        { ValueKind: JsonValueKind.Object } named => ChatToolMode.RequireSpecific(ReadName(named)),
        _ => throw ApiException.Wrong("tool_choice", "it is neither a text nor an object."),
    };

    private static AIFunctionDeclaration Read(ToolDefinition? tool, string field)
    {
        if (tool?.Function is not { } function)
            throw ApiException.Unsupported(field, "only tools of the type 'function' are offered to the model.");
        if (string.IsNullOrEmpty(function.Name))
            throw ApiException.Wrong($"{field}.function.name", "it is missing.");
        return AIFunctionFactory.CreateDeclaration(function.Name, function.Description ?? "", function.Parameters ?? NoParameters);
    }

    private static string ReadName(JsonElement choice) =>
        choice.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object
            && function.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 } text
            ? text
            : throw ApiException.Wrong("tool_choice.function.name", "it is missing; name the function that must be called.");
}
