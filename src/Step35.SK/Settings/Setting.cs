using Microsoft.Extensions.AI;

namespace Step35.SK.Settings;

/// <summary>A setting: its name, how its value is read and where the chat client looks for it.</summary>
internal sealed record Setting(string Name, Func<SettingEntry, object> Reader, Action<ChatOptions, object> Put)
{
    public static Setting Of<T>(string name, Func<SettingEntry, T> read, Action<ChatOptions, T> put)
        where T : notnull => new(name, entry => read(entry), (options, value) => put(options, (T)value));

    /// <summary>Makes a setting that ChatOptions has no member for.</summary>
    public static Setting Additional<T>(string name, Func<SettingEntry, T> read)
        where T : notnull => Of(name, read, (options, value) => Add(options, name, value));

    /// <summary>Makes such a setting that is a member of an enumeration, by its word.</summary>
    public static Setting Word<T>(string name)
        where T : struct, Enum => Of(name, SettingWords.Word<T>, (options, value) => Add(options, name, SettingWords.Spell(value)));

    /// <summary>Reads a value that may stand under the name in another spelling.</summary>
    public object Read(SettingEntry entry) => Reader(entry with { Name = Name });

    private static void Add(ChatOptions options, string name, object value) => (options.AdditionalProperties ??= [])[name] = value;
}
