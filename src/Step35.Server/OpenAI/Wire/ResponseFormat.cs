namespace Step35.Server.OpenAI.Wire;

internal sealed record ResponseFormat(string? Type, NamedSchema? JsonSchema);
