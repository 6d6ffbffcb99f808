using System.Text.Json.Serialization;

namespace Step35.Server.Anthropic.Wire;

/// <summary>How the dialect's records are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MessagesRequest))]
[JsonSerializable(typeof(MessageReply))]
[JsonSerializable(typeof(MessageEvent))]
[JsonSerializable(typeof(TokenCount))]
[JsonSerializable(typeof(List<ContentBlock>))]
internal sealed partial class AnthropicJson : JsonSerializerContext;
