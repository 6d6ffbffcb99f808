using System.Text.Json;
using Step35.AI.Prompting;

namespace Step35.SK.Settings;

/// <summary>What a setting is, as it was given and as it was written in JSON, where it was.</summary>
internal readonly record struct SettingEntry(string Name, object? Value, JsonElement? Written = null)
{
    public bool IsNull => Value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    public JsonElement Json => Written ?? SettingJson.Write(this);

    public string Text => Json is { ValueKind: JsonValueKind.String } json ? JsonText.Read(json) : Json.ToString();

    public InvalidSettingException Refuse(string kind) => new(Name, Text, kind);
}
