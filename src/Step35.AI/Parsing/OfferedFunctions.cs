using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>The functions that the model was offered, as a reader of its calls needs them.</summary>
internal sealed class OfferedFunctions(IReadOnlyList<AIFunctionDeclaration> functions)
{
    private static readonly JsonElement NoSchema = JsonElement.Parse("{}");

    /// <summary>Gets a reader's view when nothing is known of the functions.</summary>
    public static OfferedFunctions Unknown { get; } = new([]);

    public bool IsEmpty => functions.Count == 0;

    /// <summary>Returns the function's name as it was offered, whatever its case; null when it was not.</summary>
    public string? Find(string name) => FindName(functions.Select(function => function.Name), name);

    public JsonElement SchemaOf(string name) => functions.FirstOrDefault(function => function.Name == name)?.JsonSchema ?? NoSchema;

    /// <summary>Returns the name itself, or the only one that differs from it in case alone; null when there is none.</summary>
    public static string? FindName(IEnumerable<string> names, string name)
    {
        var alike = names.Where(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase)).Distinct().ToList();
        return alike.Contains(name) ? name : alike is [var only] ? only : null;
    }

    /// <summary>Returns the names of an object schema's own properties.</summary>
    public static IReadOnlyList<string> PropertiesOf(JsonElement schema) =>
        JsonText.Find(schema, "properties") is { ValueKind: JsonValueKind.Object } properties
            ? [.. properties.EnumerateObject().Select(JsonText.ReadName)]
            : [];
}
