using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Step35.Server.Dialects;

/// <summary>Reads a list in whose place a plain text may stand, for the one element that it means.</summary>
/// <typeparam name="T">The element's type; the list's type must be known to the serializer.</typeparam>
internal abstract class TextOrListConverter<T> : JsonConverter<IReadOnlyList<T>>
{
    public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return [OfText(reader.GetString()!)];
        try
        {
            return JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<List<T>>)options.GetTypeInfo(typeof(List<T>)));
        }
        catch (JsonException)
        {
            // It says where in the list; one without a place gets that of the whole field, which a client can find.
            throw new JsonException();
        }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. value], (JsonTypeInfo<List<T>>)options.GetTypeInfo(typeof(List<T>)));

    protected abstract T OfText(string text);
}
