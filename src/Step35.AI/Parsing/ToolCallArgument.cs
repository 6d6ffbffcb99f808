namespace Step35.AI.Parsing;

/// <summary>One argument of the call that has begun; the last one of a name counts.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Value">The value as the model wrote it.</param>
internal sealed record ToolCallArgument(string Name, string Value) : ResponseEvent;
