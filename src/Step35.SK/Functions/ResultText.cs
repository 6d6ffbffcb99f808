using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Step35.SK.Functions;

/// <summary>Gives the model a result as the text that its type says it is.</summary>
/// <remarks>So does the kernel in a prompt. An answer from an OpenAPI plugin is its content then, without the request and its schema.</remarks>
internal static class ResultText
{
    public static AIContent Write(AIContent content) =>
        content is FunctionResultContent { Result: { } value } result && FindConverter(value) is { } converter
            ? new FunctionResultContent(result.CallId, converter.ConvertToInvariantString(value))
            {
                AdditionalProperties = result.AdditionalProperties,
                Exception = result.Exception,
                RawRepresentation = result.RawRepresentation,
            }
            : content;

    private static TypeConverter? FindConverter(object value) =>
        value.GetType().IsDefined(typeof(TypeConverterAttribute), inherit: true)
        && TypeDescriptor.GetConverter(value) is var converter
        && converter.CanConvertTo(typeof(string))
            ? converter
            : null;
}
