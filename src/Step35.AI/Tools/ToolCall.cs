using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.AI.Tools;

/// <summary>One call of a function, before it runs.</summary>
public sealed class ToolCall
{
    /// <summary>Gets the function's name; in a kernel with its plugin's before it: <c>Files.write_file</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the arguments by the names of their parameters.</summary>
    public required IReadOnlyDictionary<string, object?> Arguments { get; init; }

    /// <summary>Gets what the function declares that it needs; null when it declares nothing.</summary>
    public PermissionAttribute? Permission { get; init; }

    /// <summary>Gets an argument as the text that people read: text as it is, everything else as JSON.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <returns>The text; null when the call has no such argument.</returns>
    public string? GetText(string parameter) => Arguments.TryGetValue(parameter, out var value) ? TextOf(value) : null;

    internal static string TextOf(object? value) => value as string ?? Text(ClrJson.Of(value));

    private static string Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
