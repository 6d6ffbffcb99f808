using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Step35.AI.Prompting;

/// <summary>Writes what a function returned as the text that the model reads.</summary>
internal static class ToolResultText
{
    public static string Of(FunctionResultContent content) => content.Result switch
    {
        null when content.Exception is not null => Of(content.Exception),
        null => "",
        string text => text,
        Exception error => Of(error),
        AIContent part => Of(part),
        IEnumerable<AIContent> parts => string.Concat(parts.Select(Of)),
        var value => Of(ClrJson.Of(value)),
    };

    private static string Of(Exception error) => "Error: " + error.Message;

    private static string Of(AIContent part) => part is TextContent text
        ? text.Text
        : throw new UnsupportedContentException(part.GetType().Name);

    private static string Of(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return PythonText.Of(value);
        var builder = new StringBuilder();
        PythonJson.Append(builder, value);
        return builder.ToString();
    }
}
