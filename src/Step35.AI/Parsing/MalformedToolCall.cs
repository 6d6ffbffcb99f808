namespace Step35.AI.Parsing;

/// <summary>A function call that does not follow the format or was cut off.</summary>
/// <param name="RawText">Everything that belongs to the call, markup included.</param>
/// <param name="Reason">What is wrong with it, in words that the model can be told.</param>
internal sealed record MalformedToolCall(string RawText, string Reason) : ResponseEvent;
