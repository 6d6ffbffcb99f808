using System.Text.Json;
using System.Text.Json.Serialization;

namespace Step35.Server.Anthropic.Wire;

/// <summary>A piece of content, as it comes and goes: text, thinking, a call, or what a call returned.</summary>
internal sealed record ContentBlock(string Type)
{
    public string? Text { get; init; }

    public string? Thinking { get; init; }

    /// <summary>Gets what clients hand back with thinking; it says nothing here, since thinking is not sealed.</summary>
    public string? Signature { get; init; }

    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Gets a call's arguments.</summary>
    public JsonElement? Input { get; init; }

    public string? ToolUseId { get; init; }

    [JsonConverter(typeof(BlocksConverter))]
    public IReadOnlyList<ContentBlock>? Content { get; init; }

    public bool? IsError { get; init; }
}
