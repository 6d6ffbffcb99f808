using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Prompting;
using Step35.AI.Requests;

namespace Step35.SK.Settings;

/// <summary>Reads what settings are, or says what they must be.</summary>
internal static class SettingReaders
{
    private const string Formats = "'text', 'json_object', a JSON schema, a Type or a ChatResponseFormat";

    // To the kernel "0,5" is 5, since commas may part thousands, 2.7 tokens are 3, and 100.0 are no number of tokens.
    public static T Number<T>(SettingEntry entry)
        where T : INumber<T>, IMinMaxValue<T> =>
        T.TryParse(entry.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number)
            ? number
            : throw entry.Refuse(KindOf<T>() + RangeFor<T>(entry.Text));

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

    public static ChatResponseFormat Format(SettingEntry entry) => entry.Value as ChatResponseFormat ?? entry.Json switch
    {
        { ValueKind: JsonValueKind.String } when entry.Text == "text" => ChatResponseFormat.Text,
        { ValueKind: JsonValueKind.String } when entry.Text == "json_object" => ChatResponseFormat.Json,
        { ValueKind: JsonValueKind.Object } written when written.TryGetProperty("$type", out _) => Restore(entry),
        { ValueKind: JsonValueKind.Object } schema when IsSchema(schema, entry) => ChatResponseFormat.ForJsonSchema(schema),
        _ => throw entry.Refuse(Formats),
    };

    // A format in settings that were kept as JSON comes back like this.
    private static ChatResponseFormat Restore(SettingEntry entry)
    {
        try
        {
            return entry.Json.Deserialize<ChatResponseFormat>(JsonSerializerOptions.Web)!;
        }
        catch (JsonException)
        {
            throw entry.Refuse(Formats);
        }
    }

    // Objects of other libraries may leave nothing of themselves in JSON.
    private static bool IsSchema(JsonElement json, SettingEntry entry) => entry.Value is JsonElement || json.EnumerateObject().Any();

    private static string KindOf<T>() => typeof(T) == typeof(float) ? "a number" : "a whole number";

    private static string RangeFor<T>(string text)
        where T : INumber<T>, IMinMaxValue<T> =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) >= double.CreateChecked(T.MaxValue)
            ? string.Create(CultureInfo.InvariantCulture, $" from {T.MinValue} to {T.MaxValue}")
            : "";
}
