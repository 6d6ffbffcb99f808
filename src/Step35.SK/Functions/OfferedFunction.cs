using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Step35.SK.Functions;

/// <summary>A kernel function as the model sees it: under a given name and with a clean schema.</summary>
internal class OfferedFunction(KernelFunction function, string name) : DelegatingAIFunction(function)
{
    public override string Name => name;

    public override JsonElement JsonSchema { get; } = Clean(FunctionTraits.SchemaOf(function));

    // The kernel writes the function's description into its parameters' schema as "condition", which is no JSON schema keyword and
    // only costs the model attention.
    private static JsonElement Clean(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object || !schema.TryGetProperty("condition", out _))
            return schema;
        var clean = JsonObject.Create(schema)!;
        clean.Remove("condition");
        return JsonSerializer.SerializeToElement(clean);
    }
}
