using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.AI.Requests;

namespace Step35.SK.Settings;

/// <summary>Reads settings that are texts and words, or says what they must be.</summary>
internal static class SettingWords
{
    /// <summary>Reads yes or no. It may be text: prompt files know no other type.</summary>
    public static bool Switch(SettingEntry entry) => bool.TryParse(entry.Text, out var isOn) ? isOn : throw entry.Refuse("true or false");

    public static string Text(SettingEntry entry) =>
        entry.Json.ValueKind == JsonValueKind.String ? entry.Text : throw entry.Refuse("a text");

    public static IList<string> Texts(SettingEntry entry) =>
        entry.Json is { ValueKind: JsonValueKind.Array } json && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? json.EnumerateArray().Select(JsonText.Read).ToList()
            : throw entry.Refuse("a list of texts");

    /// <summary>Reads a member of an enumeration by its name, with or without underscores.</summary>
    public static T Word<T>(SettingEntry entry)
        where T : struct, Enum
    {
        var word = entry.Text.Replace("_", "", StringComparison.Ordinal);
        foreach (var value in Enum.GetValues<T>())
            if (value.ToString().Equals(word, StringComparison.OrdinalIgnoreCase))
                return value;
        throw entry.Refuse($"one of {string.Join(", ", Enum.GetValues<T>().Select(value => $"'{Spell(value)}'"))}");
    }

    /// <summary>Gives the word for a member of an enumeration.</summary>
    public static string Spell<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Reads an effort. Other libraries have objects for it: JSON may keep nothing of them, but their text is the word.</summary>
    public static ReasoningEffort Effort(SettingEntry entry)
    {
        if (entry.Value is ReasoningEffort effort && Enum.IsDefined(effort))
            return effort;
        var word = entry.Json.ValueKind == JsonValueKind.String ? entry.Text : $"{entry.Value}";
        return EffortWords.Find(word.ToLowerInvariant()) ?? throw new InvalidSettingException(entry.Name, word, $"one of {EffortWords.All}");
    }
}
