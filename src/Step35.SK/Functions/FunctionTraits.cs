using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;

namespace Step35.SK.Functions;

/// <summary>What is known of a function that has no method of its own to read it from.</summary>
internal static class FunctionTraits
{
    private const string Permission = "step35.permission";
    private const string Schema = "step35.schema";

    /// <summary>Makes the metadata that carries what is known.</summary>
    public static ReadOnlyDictionary<string, object?> Of(PermissionAttribute? permission, JsonElement schema) =>
        new(new Dictionary<string, object?> { [Permission] = permission, [Schema] = schema });

    public static PermissionAttribute? PermissionOf(KernelFunction function) =>
        Find(function, Permission) as PermissionAttribute ?? PermissionAttribute.Find(function.UnderlyingMethod);

    public static JsonElement SchemaOf(KernelFunction function) => Find(function, Schema) as JsonElement? ?? function.JsonSchema;

    private static object? Find(KernelFunction function, string name) => function.Metadata.AdditionalProperties.GetValueOrDefault(name);
}
