namespace Step35.Server.OpenAI.Wire;

internal sealed record ChatChunk
{
    public required string Id { get; init; }

    public string Object { get; init; } = "chat.completion.chunk";

    public required long Created { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<ChunkChoice> Choices { get; init; }

    public Usage? Usage { get; init; }
}
