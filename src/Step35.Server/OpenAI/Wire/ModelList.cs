namespace Step35.Server.OpenAI.Wire;

/// <summary>All models; Anthropic's clients read them as the only page of a list.</summary>
internal sealed record ModelList(IReadOnlyList<ModelEntry> Data)
{
    public string Object { get; } = "list";

    public bool HasMore { get; }

    public string? FirstId => Data.Count == 0 ? null : Data[0].Id;

    public string? LastId => Data.Count == 0 ? null : Data[^1].Id;
}
