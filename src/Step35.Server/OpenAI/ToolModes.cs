using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;

namespace Step35.Server.OpenAI;

/// <summary>Reads whether a function must be called.</summary>
internal static class ToolModes
{
    /// <summary>Reads a choice; null where nothing is said.</summary>
    /// <param name="choice">A word, or an object that names a function.</param>
    /// <param name="nameField">Where in the object the name stands.</param>
    /// <exception cref="ApiException">It is neither.</exception>
    public static ChatToolMode? Read(JsonElement? choice, params ReadOnlySpan<string> nameField) => choice switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } word => word.GetString() switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "required" => ChatToolMode.RequireAny,
            var other => throw ApiException.Wrong("tool_choice", $"'{other}' is none of 'auto', 'none' and 'required'."),
        },
        { ValueKind: JsonValueKind.Object } other when other.TryGetProperty("type", out var type) && !IsFunction(type) =>
            throw ApiException.Unsupported("tool_choice.type", "use 'function' with the function's name, or the word 'auto', 'none' or 'required'."),
        { ValueKind: JsonValueKind.Object } named => ChatToolMode.RequireSpecific(ReadName(named, nameField)),
        _ => throw ApiException.Wrong("tool_choice", "it is neither a text nor an object."),
    };

    private static bool IsFunction(JsonElement type) => type.ValueKind == JsonValueKind.String && type.ValueEquals("function");

    private static string ReadName(JsonElement choice, ReadOnlySpan<string> nameField)
    {
        var value = choice;
        foreach (var member in nameField)
            value = value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member, out var inner) ? inner : default;
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } name
            ? name
            : throw ApiException.Wrong($"tool_choice.{string.Join('.', nameField)}", "it is missing; name the function that must be called.");
    }
}
