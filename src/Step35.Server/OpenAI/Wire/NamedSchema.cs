using System.Text.Json;

namespace Step35.Server.OpenAI.Wire;

internal sealed record NamedSchema(string? Name, string? Description, JsonElement? Schema, bool? Strict);
