using System.Text.Json;
using System.Text.Json.Serialization;

namespace Step35.Server.Anthropic.Wire;

/// <summary>The body of a request to <c>/v1/messages</c> or <c>/v1/messages/count_tokens</c>.</summary>
internal sealed record MessagesRequest
{
    public string? Model { get; init; }

    public int? MaxTokens { get; init; }

    public IReadOnlyList<TurnMessage>? Messages { get; init; }

    [JsonConverter(typeof(BlocksConverter))]
    public IReadOnlyList<ContentBlock>? System { get; init; }

    public IReadOnlyList<Tool>? Tools { get; init; }

    public ToolChoice? ToolChoice { get; init; }

    public Thinking? Thinking { get; init; }

    public OutputConfig? OutputConfig { get; init; }

    public IReadOnlyList<string>? StopSequences { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public bool? Stream { get; init; }

    public Metadata? Metadata { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Rest { get; set; }
}
