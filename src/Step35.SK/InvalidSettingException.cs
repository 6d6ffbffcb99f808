using Step35.AI.Prompting;

namespace Step35.SK;

/// <summary>A setting of a request has a value that cannot be read.</summary>
public sealed class InvalidSettingException : Step35Exception
{
    private const int MaxCharacters = 100;

    internal InvalidSettingException(string settingName, string value, string kind)
        : base($"The setting '{settingName}' is '{Cut(value)}'. Set it to {kind}.") =>
        SettingName = settingName;

    /// <summary>Gets the setting's name in JSON.</summary>
    public string SettingName { get; }

    private static string Cut(string value) =>
        value.Length <= MaxCharacters ? value : $"{value[..TextCut.AtMost(value, MaxCharacters)]}…";
}
