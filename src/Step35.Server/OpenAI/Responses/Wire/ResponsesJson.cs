using System.Text.Json.Serialization;

namespace Step35.Server.OpenAI.Responses.Wire;

/// <summary>How the dialect's records are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ResponsesRequest))]
[JsonSerializable(typeof(ResponseBody))]
[JsonSerializable(typeof(ResponseEvent))]
[JsonSerializable(typeof(List<ResponseItem>))]
[JsonSerializable(typeof(List<ResponsePart>))]
internal sealed partial class ResponsesJson : JsonSerializerContext;
