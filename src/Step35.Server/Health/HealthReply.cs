namespace Step35.Server.Health;

internal sealed record HealthReply(string Status)
{
    public IReadOnlyList<ModelHealth>? Models { get; init; }
}
