using System.Text.Json;
using Microsoft.SemanticKernel;

namespace Step35.SK.Settings;

/// <summary>Settings by their names in JSON, whatever kind of settings they are.</summary>
internal static class SettingEntries
{
    /// <summary>Gives everything that is set; what stands later counts.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Of(PromptExecutionSettings settings) =>
        ReadProperties(settings).Concat(settings.ExtensionData ?? new Dictionary<string, object>()).Where(entry => entry.Value is not null);

    /// <summary>Finds what a setting is; null where it is not set.</summary>
    /// <remarks>The kernel does not mind how a name is spelled.</remarks>
    public static object? Find(PromptExecutionSettings settings, string name) =>
        Of(settings).LastOrDefault(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static IEnumerable<KeyValuePair<string, object>> ReadProperties(PromptExecutionSettings settings) =>
        from property in JsonSerializerOptions.Default.GetTypeInfo(settings.GetType()).Properties
        where property.DeclaringType != typeof(PromptExecutionSettings)
        select KeyValuePair.Create(property.Name, property.Get?.Invoke(settings)!);
}
