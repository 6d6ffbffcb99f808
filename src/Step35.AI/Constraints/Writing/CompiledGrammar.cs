using Step35.Engine.Generation;

namespace Step35.AI.Constraints.Writing;

/// <summary>A grammar in the native core's notation.</summary>
/// <param name="Text">The rules.</param>
/// <param name="Root">The rule to start from.</param>
/// <param name="Relaxed">The schemas' keywords that it does not hold, each with its place.</param>
internal sealed record CompiledGrammar(string Text, string Root, IReadOnlyList<string> Relaxed)
{
    public GenerationGrammar ToGeneration() => new(Text, Root);
}
