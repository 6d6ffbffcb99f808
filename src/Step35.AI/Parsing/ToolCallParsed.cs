using Step35.AI.Parsing.Repairs;

namespace Step35.AI.Parsing;

/// <summary>A complete function call.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Arguments">The arguments as the model wrote them, each name once, in order of first appearance.</param>
internal sealed record ToolCallParsed(string Name, IReadOnlyList<KeyValuePair<string, string>> Arguments) : ResponseEvent
{
    /// <summary>Gets what had to be mended around the values.</summary>
    public ToolCallRepairs Repairs { get; init; }
}
