using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Wire;

internal sealed record CompletionChoice(
    int Index,
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? FinishReason,
    CompletionLogprobs? Logprobs);
