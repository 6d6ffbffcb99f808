namespace Step35.Samples.ConsoleAgent;

internal sealed record AgentSettings(string ModelPath, float? Temperature, int? ContextLength);
