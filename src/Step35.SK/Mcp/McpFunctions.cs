using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.SemanticKernel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Step35.AI.Tools;
using Step35.SK.Functions;

namespace Step35.SK.Mcp;

/// <summary>Makes the tools of a server the functions of a plugin, under names that a kernel takes.</summary>
internal sealed partial class McpFunctions(McpConnection connection, Permissions? granted)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public KernelFunction Create(Tool tool) => KernelFunctionFactory.CreateFromMethod(
        (KernelArguments arguments, CancellationToken cancellationToken) => CallAsync(tool.Name, arguments, cancellationToken),
        new KernelFunctionFromMethodOptions
        {
            FunctionName = NameOf(tool),
            Description = tool.Description,
            Parameters = ParametersOf(tool.InputSchema),
            AdditionalMetadata = FunctionTraits.Of(McpToolNeeds.Of(tool.Annotations, granted), tool.InputSchema),
        });

    private async Task<string> CallAsync(string tool, KernelArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            return McpResultText.Of(await connection.CallAsync(tool, arguments, cancellationToken).ConfigureAwait(false));
        }
        catch (McpException error)
        {
            // The server's answer to a wrong call: the model can do better next time.
            return $"Error: {error.Message}";
        }
    }

    private string NameOf(Tool tool)
    {
        var plain = Unfit().Replace(tool.Name, "_");
        var name = plain;
        for (var number = 2; !_names.Add(name); number++)
            name = $"{plain}_{number}";
        return name;
    }

    private static IEnumerable<KernelParameterMetadata> ParametersOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties))
            return [];
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return properties.EnumerateObject().Select(property => new KernelParameterMetadata(property.Name)
        {
            Description = property.Value.ValueKind is JsonValueKind.Object && property.Value.TryGetProperty("description", out var description)
                ? description.GetString()
                : null,
            IsRequired = required.Contains(property.Name),
            Schema = KernelJsonSchema.Parse(property.Value.GetRawText()),
        });
    }

    [GeneratedRegex("[^0-9A-Za-z_-]")]
    private static partial Regex Unfit();
}
