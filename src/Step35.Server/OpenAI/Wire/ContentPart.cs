namespace Step35.Server.OpenAI.Wire;

internal sealed record ContentPart(string? Type, string? Text, string? Refusal = null);
