using System.Text.Json;

namespace Step35.Server.OpenAI.Wire;

internal sealed record ChatRequest : GenerationRequest
{
    public IReadOnlyList<RequestMessage>? Messages { get; init; }

    public IReadOnlyList<ToolDefinition>? Tools { get; init; }

    public JsonElement? ToolChoice { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public ResponseFormat? ResponseFormat { get; init; }

    public string? ReasoningEffort { get; init; }

    public int? MaxCompletionTokens { get; init; }

    public bool? Logprobs { get; init; }

    public int? TopLogprobs { get; init; }
}
