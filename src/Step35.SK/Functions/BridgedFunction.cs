using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;

namespace Step35.SK.Functions;

/// <summary>Makes an <see cref="AIFunction"/> a kernel function that keeps its whole schema and what it needs.</summary>
/// <remarks>The kernel's own way keeps neither: definitions that parameters share are lost, and so is the method.</remarks>
internal static class BridgedFunction
{
    public static KernelFunction Of(AIFunction function, PermissionAttribute? permission) => KernelFunctionFactory.CreateFromMethod(
        (KernelArguments arguments, CancellationToken cancellationToken) => function.InvokeAsync(new(arguments), cancellationToken).AsTask(),
        new KernelFunctionFromMethodOptions
        {
            FunctionName = function.Name,
            Description = function.Description,
            Parameters = ParametersOf(function.JsonSchema),
            AdditionalMetadata = FunctionTraits.Of(permission, function.JsonSchema),
        });

    private static IEnumerable<KernelParameterMetadata> ParametersOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties))
            return [];
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return properties.EnumerateObject().Select(property => new KernelParameterMetadata(property.Name)
        {
            IsRequired = required.Contains(property.Name),
            Schema = KernelJsonSchema.Parse(property.Value.GetRawText()),
        });
    }
}
