using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.SemanticKernel;

namespace Step35.SK.Settings;

/// <summary>Writes settings as JSON like the kernel, but types as their schemas and NaN as a text, and tells which one cannot be written.</summary>
internal static class SettingJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new TypeSchemaConverter(), new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepOwnProperties } },
    };

    public static JsonElement Write(SettingEntry entry)
    {
        try
        {
            return JsonSerializer.SerializeToElement(entry.Value, Options);
        }
        catch (Exception error) when (IsUnwritable(error))
        {
            throw new InvalidSettingException(
                entry.Name, Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? "", "a value that JSON can hold");
        }
    }

    /// <summary>Writes the properties that settings of a kind have of their own.</summary>
    public static JsonElement WriteProperties(PromptExecutionSettings settings)
    {
        try
        {
            return JsonSerializer.SerializeToElement(settings, settings.GetType(), Options);
        }
        catch (Exception error) when (IsUnwritable(error))
        {
            foreach (var property in PropertiesOf(settings.GetType()).Where(property => property.CustomConverter is null))
                Write(new SettingEntry(property.Name, property.Get?.Invoke(settings)));
            throw;
        }
    }

    /// <summary>Gives the properties that settings of a kind have of their own.</summary>
    public static IList<JsonPropertyInfo> PropertiesOf(Type kind) => Options.GetTypeInfo(kind).Properties;

    /// <summary>Tells whether an error may mean that a value cannot be written.</summary>
    public static bool IsUnwritable(Exception error) =>
        error is NotSupportedException or ArgumentException or JsonException or InvalidOperationException;

    private static void KeepOwnProperties(JsonTypeInfo info)
    {
        if (!info.Type.IsAssignableTo(typeof(PromptExecutionSettings)))
            return;
        info.NumberHandling |= JsonNumberHandling.AllowNamedFloatingPointLiterals;
        foreach (var property in info.Properties.Where(property => property.DeclaringType == typeof(PromptExecutionSettings)).ToList())
            info.Properties.Remove(property);
    }
}
