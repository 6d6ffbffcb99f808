namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>Why a response is incomplete.</summary>
/// <param name="Reason">The reason, such as <c>max_output_tokens</c>.</param>
internal sealed record IncompleteDetails(string Reason);
