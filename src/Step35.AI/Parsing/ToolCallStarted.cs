namespace Step35.AI.Parsing;

/// <summary>A function call has begun: its name is certain, its arguments follow.</summary>
/// <remarks>
/// Until the next <see cref="ToolCallParsed"/> or <see cref="MalformedToolCall"/>, which ends it, every <see cref="ToolCallArgument"/> is
/// this call's. Calls that were known only as a whole come without a beginning.
/// </remarks>
/// <param name="Name">The name of the function.</param>
internal sealed record ToolCallStarted(string Name) : ResponseEvent;
