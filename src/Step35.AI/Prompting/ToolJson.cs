using System.Text;
using Microsoft.Extensions.AI;

namespace Step35.AI.Prompting;

/// <summary>Writes a function as the one line of JSON by which the model knows it.</summary>
internal static class ToolJson
{
    public static void Append(StringBuilder builder, AIFunctionDeclaration tool)
    {
        builder.Append("""{"type": "function", "function": {"name": """);
        PythonJson.AppendString(builder, tool.Name);
        builder.Append(", \"description\": ");
        PythonJson.AppendString(builder, tool.Description);
        builder.Append(", \"parameters\": ");
        CanonicalSchema.AppendRoot(builder, tool);
        builder.Append("}}");
    }
}
