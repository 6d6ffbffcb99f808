using System.Globalization;
using System.Text.Json;
using Microsoft.SemanticKernel;

namespace Step35.SK.Settings;

/// <summary>Refuses what the kernel would misread, or fail at, while it turns settings into options.</summary>
internal static class MisreadSettings
{
    /// <summary>Refuses the first such setting.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="areWritten">Whether the settings will be written as JSON, as the kernel does with all but plain ones.</param>
    public static void Refuse(PromptExecutionSettings settings, bool areWritten)
    {
        foreach (var (name, value) in SettingEntries.Of(settings))
        {
            var kind = SettingKinds.Find(name);
            if (kind is SettingKinds.Number or SettingKinds.WholeNumber ? !IsNumber(value, kind) : areWritten && !IsJson(value))
                throw new InvalidSettingException(name, value, kind ?? "a value that JSON can hold");
        }
    }

    // To the kernel "0,5" is 5, since commas may part thousands, and 2.7 tokens are 3.
    private static bool IsNumber(object value, string kind) =>
        double.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && (kind is SettingKinds.WholeNumber ? double.IsInteger(number) : double.IsFinite(number));

    private static bool IsJson(object value)
    {
        try
        {
            JsonSerializer.SerializeToUtf8Bytes(value, value.GetType());
            return true;
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
