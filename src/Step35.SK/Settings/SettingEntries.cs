using Microsoft.SemanticKernel;

namespace Step35.SK.Settings;

/// <summary>Settings by their names in JSON, whatever kind of settings they are.</summary>
internal static class SettingEntries
{
    /// <summary>Gives everything that is set; what stands later counts, and null unsets.</summary>
    public static Dictionary<string, SettingEntry> Of(PromptExecutionSettings settings) =>
        Index(ReadProperties(settings).Concat(Read(settings.ExtensionData!)));

    /// <summary>Gives everything that is set.</summary>
    public static Dictionary<string, SettingEntry> Of(IDictionary<string, object?>? values) => Index(Read(values));

    private static IEnumerable<SettingEntry> Read(IDictionary<string, object?>? values) =>
        values?.Select(entry => new SettingEntry(entry.Key, entry.Value)) ?? [];

    private static IEnumerable<SettingEntry> ReadProperties(PromptExecutionSettings settings)
    {
        var written = SettingJson.WriteProperties(settings);
        foreach (var property in SettingJson.PropertiesOf(settings.GetType()))
            if (property.Get is { } get && written.TryGetProperty(property.Name, out var json))
                yield return new SettingEntry(property.Name, get(settings), json);
    }

    // The kernel does not mind how a name is spelled.
    private static Dictionary<string, SettingEntry> Index(IEnumerable<SettingEntry> entries)
    {
        var found = new Dictionary<string, SettingEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
            if (entry.IsNull)
                found.Remove(entry.Name);
            else
                found[entry.Name] = entry;
        return found;
    }
}
