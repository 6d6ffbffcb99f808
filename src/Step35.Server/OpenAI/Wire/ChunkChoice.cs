using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Wire;

internal sealed record ChunkChoice(
    int Index,
    MessageDelta Delta,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? FinishReason = null,
    ChoiceLogprobs? Logprobs = null);
