namespace Step35.Server.OpenAI.Wire;

/// <summary>A completion, or a piece of one.</summary>
internal sealed record CompletionReply
{
    public required string Id { get; init; }

    public string Object { get; init; } = "text_completion";

    public required long Created { get; init; }

    public required string Model { get; init; }

    public IReadOnlyList<CompletionChoice> Choices { get; init; } = [];

    public Usage? Usage { get; init; }
}
