using System.Text.Json;
using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Wire;

/// <summary>Reads content, which is a text or a list of parts.</summary>
internal sealed class ContentPartsConverter : JsonConverter<IReadOnlyList<ContentPart>>
{
    public override IReadOnlyList<ContentPart>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? [new ContentPart("text", reader.GetString())]
            : JsonSerializer.Deserialize(ref reader, OpenAIJson.Default.ContentPartArray);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ContentPart> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value], OpenAIJson.Default.ContentPartArray);
}
