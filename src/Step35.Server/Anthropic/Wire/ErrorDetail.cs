namespace Step35.Server.Anthropic.Wire;

/// <summary>What went wrong.</summary>
/// <param name="Type">For programs.</param>
/// <param name="Message">For people.</param>
internal sealed record ErrorDetail(string Type, string Message);
