using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Step35.SK.Functions;

/// <summary>Gives the model a result as the text that its type says it is.</summary>
/// <remarks>So does the kernel in a prompt. An answer from an OpenAPI plugin is its content then, without the request and its schema.</remarks>
internal static class ResultText
{
    /// <summary>Gives the message as it is, or a copy where a result is text now.</summary>
    public static ChatMessage Write(ChatMessage message)
    {
        if (!message.Contents.Any(content => FindConverter(content) is not null))
            return message;
        var copy = message.Clone();
        copy.Contents = [.. message.Contents.Select(Write)];
        return copy;
    }

    private static AIContent Write(AIContent content) => FindConverter(content) is { } converter && content is FunctionResultContent result
        ? new FunctionResultContent(result.CallId, converter.ConvertToInvariantString(result.Result!))
        {
            AdditionalProperties = result.AdditionalProperties,
            Exception = result.Exception,
            RawRepresentation = result.RawRepresentation,
        }
        : content;

    private static TypeConverter? FindConverter(AIContent content) =>
        content is FunctionResultContent { Result: { } value }
        && value.GetType().IsDefined(typeof(TypeConverterAttribute), inherit: true)
        && TypeDescriptor.GetConverter(value) is var converter
        && converter.CanConvertTo(typeof(string))
            ? converter
            : null;
}
