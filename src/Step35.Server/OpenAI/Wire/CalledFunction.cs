namespace Step35.Server.OpenAI.Wire;

internal sealed record CalledFunction(string? Name, string? Arguments);
