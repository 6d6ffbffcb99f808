namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>What the answer's text is like.</summary>
/// <param name="Format">Its form; null for plain text.</param>
/// <param name="Verbosity">Changes nothing: the model knows no such setting.</param>
internal sealed record ResponseText(ResponseFormat? Format = null, string? Verbosity = null);
