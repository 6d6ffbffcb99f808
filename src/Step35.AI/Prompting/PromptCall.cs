using System.Text.Json;

namespace Step35.AI.Prompting;

/// <summary>A function call of an earlier assistant turn.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Arguments">The arguments in the order in which they were given.</param>
internal sealed record PromptCall(string Name, IReadOnlyList<KeyValuePair<string, JsonElement>> Arguments);
