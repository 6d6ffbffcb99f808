namespace Step35.Server.OpenAI.Wire;

internal sealed record ToolDefinition(string? Type, FunctionDefinition? Function);
