using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.SK.Settings;

/// <summary>Reads the form of the answer, or says what it must be.</summary>
internal static class SettingFormats
{
    private const string Kinds = "'text', 'json_object', a JSON schema, a Type or a ChatResponseFormat";

    public static ChatResponseFormat Read(SettingEntry entry) => entry.Value as ChatResponseFormat ?? entry.Json switch
    {
        { ValueKind: JsonValueKind.String } when entry.Text == "text" => ChatResponseFormat.Text,
        { ValueKind: JsonValueKind.String } when entry.Text == "json_object" => ChatResponseFormat.Json,
        { ValueKind: JsonValueKind.Object } written when written.TryGetProperty("$type", out _) => Restore(entry),
        { ValueKind: JsonValueKind.Object } schema when IsSchema(schema, entry) => ChatResponseFormat.ForJsonSchema(schema),
        _ => throw entry.Refuse(Kinds),
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
            throw entry.Refuse(Kinds);
        }
    }

    // Objects of other libraries may leave nothing of themselves in JSON.
    private static bool IsSchema(JsonElement json, SettingEntry entry) => entry.Value is JsonElement || json.EnumerateObject().Any();
}
