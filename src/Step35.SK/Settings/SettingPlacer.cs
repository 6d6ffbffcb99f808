using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Step35.SK.Settings;

/// <summary>Puts settings where the chat client reads them, whatever the kernel has made of them, and refuses what cannot be read.</summary>
internal static class SettingPlacer
{
    /// <summary>Places what the settings hold.</summary>
    public static void Place(ChatOptions options, PromptExecutionSettings settings)
    {
        Place(options, SettingEntries.Of(settings));
        if (settings.FunctionChoiceBehavior is AutoFunctionChoiceBehavior { Options.AllowConcurrentInvocation: true }
            or RequiredFunctionChoiceBehavior { Options.AllowConcurrentInvocation: true })
            (options.AdditionalProperties ??= [])[OptionNames.AllowConcurrentInvocation] = true;
    }

    /// <summary>Places what the kernel has left among the additional properties.</summary>
    public static void PlaceRest(ChatOptions options) => Place(options, SettingEntries.Of(options.AdditionalProperties));

    private static void Place(ChatOptions options, Dictionary<string, SettingEntry> entries)
    {
        foreach (var setting in KnownSettings.All)
        {
            var isSet = entries.TryGetValue(setting.Name, out var entry);
            if (isSet || options.AdditionalProperties?.GetValueOrDefault(setting.Name) is null)
                options.AdditionalProperties?.Remove(setting.Name);
            if (isSet)
                setting.Put(options, setting.Read(entry));
        }
    }
}
