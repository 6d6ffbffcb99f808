namespace Step35.Server.OpenAI.Wire;

internal sealed record ChatReply
{
    public required string Id { get; init; }

    public string Object { get; init; } = "chat.completion";

    public required long Created { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<ReplyChoice> Choices { get; init; }

    public Usage? Usage { get; init; }
}
