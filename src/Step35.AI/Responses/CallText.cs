using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.Responses;

/// <summary>Writes a call as text that a person reads.</summary>
internal static class CallText
{
    /// <summary>Returns the name with the arguments as JSON, in which no tag can stand: the writer escapes angle brackets.</summary>
    public static string Write(FunctionCallContent call)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            WriteArguments(json, call.Arguments!);
        return $"{call.Name}({Encoding.UTF8.GetString(buffer.WrittenSpan)})";
    }

    private static void WriteArguments(Utf8JsonWriter json, IDictionary<string, object?> arguments)
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
