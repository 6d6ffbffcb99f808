using System.Text.Json;

namespace Step35.AI.Prompting;

/// <summary>Writes JSON scalars as Python's <c>str()</c> writes the values they stand for.</summary>
internal static class PythonText
{
    public static string Of(JsonElement scalar) => scalar.ValueKind switch
    {
        JsonValueKind.String => JsonText.Read(scalar),
        JsonValueKind.Number => PythonNumber.Repr(scalar.GetRawText()),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => "None",
    };
}
