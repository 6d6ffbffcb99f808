namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>Why a response broke off.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
internal sealed record ResponseFailure(string Code, string Message);
