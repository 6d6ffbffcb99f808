namespace Step35.Samples.ConsoleAgent;

/// <summary>What the agent runs on.</summary>
/// <param name="ModelPath">The model's file; null for the connection string <c>step35</c>, or else the small model.</param>
/// <param name="Temperature">How freely tokens are chosen; null for the model's own.</param>
/// <param name="ContextLength">Tokens that one conversation can hold; null for the engine's default.</param>
internal sealed record AgentSettings(string? ModelPath, float? Temperature, int? ContextLength);
