using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Step35.AI.Responses;

/// <summary>Writes the arguments of a call as JSON.</summary>
internal static class ArgumentsJson
{
    /// <summary>Returns the object that the arguments form; no tag can stand in it, because the writer escapes angle brackets.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, object?>> arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            WriteObject(json, arguments);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Returns one argument as a member of that object.</summary>
    public static string WriteMember(string name, object? value) => Write([KeyValuePair.Create(name, value)])[1..^1];

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> arguments)
    {
        json.WriteStartObject();
        foreach (var (name, value) in arguments)
        {
            json.WritePropertyName(name);
            if (value is JsonElement element)
                element.WriteTo(json);
            else
                json.WriteStringValue(value as string);
        }

        json.WriteEndObject();
    }
}
