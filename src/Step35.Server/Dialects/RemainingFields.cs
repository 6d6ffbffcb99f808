using System.Text.Json;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Decides about the fields of a request that its record does not name: none is passed over in silence.</summary>
/// <param name="ignored">Fields that change nothing here.</param>
/// <param name="refused">Fields that would, each with what to do instead.</param>
internal sealed class RemainingFields(HashSet<string> ignored, Dictionary<string, string> refused)
{
    /// <summary>Gets the names of all fields that are known.</summary>
    public IEnumerable<string> Names => ignored.Concat(refused.Keys);

    /// <summary>Refuses what cannot be ignored; a field that asks for nothing counts as left out.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="path">Where they stand; empty for the request itself.</param>
    /// <exception cref="ApiException">One of them asks for something.</exception>
    public void Check(IReadOnlyDictionary<string, JsonElement>? fields, string path = "")
    {
        foreach (var (name, value) in fields ?? new Dictionary<string, JsonElement>())
            if (!ignored.Contains(name) && AsksForSomething(value))
                throw ApiException.Unsupported(path + name, refused.GetValueOrDefault(name, "this host knows no such field; leave it out."));
    }

    private static bool AsksForSomething(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.Number => !(value.TryGetDouble(out var number) && number == 0),
        JsonValueKind.String => !value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.GetPropertyCount() > 0,
        _ => true,
    };
}
