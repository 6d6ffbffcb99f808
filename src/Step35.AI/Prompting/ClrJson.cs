using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.Prompting;

/// <summary>Reads any value that callers put into arguments and results as JSON.</summary>
internal static class ClrJson
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    public static JsonElement Of(object? value) => value switch
    {
        null => Null,
        JsonElement { ValueKind: JsonValueKind.Undefined } => Null,
        JsonElement element => element,
        JsonDocument document => document.RootElement,
        double number => OfFloat(number),
        float number => OfFloat(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        _ => Serialize(value),
    };

    // The serializer would write 1.0 as 1, which Python prints as an integer, and refuses inf and nan.
    private static JsonElement OfFloat(double number)
    {
        var text = PythonFloat.Repr(number);
        return double.IsFinite(number) ? JsonElement.Parse(text) : Serialize(text);
    }

    private static JsonElement Serialize(object value)
    {
        var options = AIJsonUtilities.DefaultOptions;
        try
        {
            return JsonSerializer.SerializeToElement(value, options.GetTypeInfo(value.GetType()));
        }
#pragma warning disable CA1031 // A caller's type may throw anything from its getters.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new InvalidConversationException(
                $"A function argument or result of type {value.GetType().Name} cannot be written as JSON. Pass text, a JsonElement, "
                + "or a type that System.Text.Json can serialize.",
                error);
        }
    }
}
