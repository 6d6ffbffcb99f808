using System.Text.Json;
using Microsoft.Extensions.AI;
using Step35.AI.Constraints;
using Step35.AI.Prompting;

namespace Step35.AI.Requests;

/// <summary>Takes the functions that the model can call; what it cannot is refused.</summary>
internal static class ToolReader
{
    private const string Rule = "cannot stand in a call; use a name without '<', '>', line breaks and outer spaces.";

    public static IReadOnlyList<AIFunctionDeclaration> Read(IEnumerable<AITool>? tools)
    {
        IReadOnlyList<AIFunctionDeclaration> functions = [.. (tools ?? []).Select(Read)];
        // A call names its function and nothing else.
        return functions.CountBy(function => function.Name).FirstOrDefault(name => name.Value > 1).Key is { } twice
            ? throw Refuse($"{functions.Count(function => function.Name == twice)} functions are named '{twice}'; leave all but one out, or rename them.")
            : functions;
    }

    private static AIFunctionDeclaration Read(AITool tool) => tool switch
    {
        null => throw Refuse("one of them is null; leave it out."),
        AIFunctionDeclaration function => Check(function),
        _ => throw Refuse($"'{tool.Name}' is a {tool.GetType().Name}, which runs at a hosted service; offer functions only."),
    };

    private static AIFunctionDeclaration Check(AIFunctionDeclaration function)
    {
        if (!IsCallable(function.Name))
            throw Refuse($"the name '{function.Name}' {Rule}");
        if (function.JsonSchema.ValueKind == JsonValueKind.Undefined)
            throw Refuse($"the function '{function.Name}' has no JsonSchema; give it one, for example {{}}.");
        if (function.JsonSchema.ValueKind is not (JsonValueKind.Object or JsonValueKind.True))
            throw new UnsupportedSchemaException(function.Name, "#", "It is no schema of an object; give it one, for example {}.");
        if (ParametersOf(function.JsonSchema).FirstOrDefault(name => !IsCallable(name)) is { } parameter)
            throw RefuseParameter(parameter, function);
        return function;
    }

    /// <summary>Refuses a parameter whose name could not be read back from a call.</summary>
    public static UnsupportedOptionException RefuseParameter(string name, AIFunctionDeclaration function) =>
        Refuse($"the property '{name}' of the function '{function.Name}' {Rule}");

    private static IEnumerable<string> ParametersOf(JsonElement schema) =>
        JsonText.Find(schema, "properties") is { ValueKind: JsonValueKind.Object } properties
            ? properties.EnumerateObject().Select(JsonText.ReadName)
            : [];

    /// <summary>Tells whether the parser could read a name back as one.</summary>
    public static bool IsCallable(string name) => name.Length > 0 && name.Trim() == name && name.AsSpan().IndexOfAny("<>\r\n") < 0;

    private static UnsupportedOptionException Refuse(string whatToChange) => new(nameof(ChatOptions.Tools), whatToChange);
}
