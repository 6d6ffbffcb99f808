using System.Collections;
using System.Globalization;

namespace Step35.SK;

/// <summary>A setting of a request has a value that cannot be read.</summary>
public sealed class InvalidSettingException : Step35Exception
{
    internal InvalidSettingException(string settingName, object value, string kind)
        : base($"The setting '{settingName}' is '{Write(value)}'. Set it to {kind}.") =>
        SettingName = settingName;

    /// <summary>Gets the setting's name in JSON.</summary>
    public string SettingName { get; }

    private static string? Write(object? value) => value is IEnumerable items and not string
        ? $"[{string.Join(", ", items.Cast<object?>().Select(Write))}]"
        : Convert.ToString(value, CultureInfo.InvariantCulture);
}
