namespace Step35.Server.OpenAI.Wire;

/// <summary>A model as OpenAI's clients read it, and with the type and names that Anthropic's look for.</summary>
internal sealed record ModelEntry(string Id, DateTimeOffset CreatedAt)
{
    public string Object { get; } = "model";

    public string Type { get; } = "model";

    public string DisplayName => Id;

    public long Created => CreatedAt.ToUnixTimeSeconds();

    public string OwnedBy { get; } = "step35";
}
