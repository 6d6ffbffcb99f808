using System.Globalization;
using System.Text.Json;

namespace Step35.AI.Prompting;

/// <summary>Follows references within a JSON schema, such as <c>#/$defs/address</c>.</summary>
/// <remarks>Source: RFC 6901 in its URI form. References may point into a list, such as <c>#/anyOf/1</c>.</remarks>
internal static class JsonReference
{
    /// <summary>Finds what a reference means; null where it cannot be followed.</summary>
    /// <param name="root">The whole schema.</param>
    /// <param name="reference">The value of <c>$ref</c>.</param>
    /// <param name="pointer">The way there, as it is spelled in the reference without its <c>#</c>.</param>
    public static JsonElement? Find(JsonElement root, JsonElement reference, out string pointer)
    {
        pointer = string.Empty;
        if (reference.ValueKind != JsonValueKind.String || JsonText.Read(reference) is not ['#', .. var way] || way is not ("" or ['/', ..]))
            return null;
        pointer = way;
        JsonElement? target = root;
        foreach (var step in way.Split('/').Skip(1))
            target = target is { } parent ? Member(parent, Unescape(step)) : null;
        return target;
    }

    private static string Unescape(string step) => Uri.UnescapeDataString(step)
        .Replace("~1", "/", StringComparison.Ordinal)
        .Replace("~0", "~", StringComparison.Ordinal);

    private static JsonElement? Member(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Array)
            return JsonText.Find(parent, name);
        return int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < parent.GetArrayLength() ? parent[index] : null;
    }
}
