using System.Text.Json;

namespace Step35.Server.OpenAI.Wire;

internal sealed record FunctionDefinition(string? Name, string? Description, JsonElement? Parameters, bool? Strict);
