using System.Text.Json.Serialization;

namespace Step35.Server.Ollama.Wire;

/// <summary>How the dialect's records are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OllamaChatRequest))]
[JsonSerializable(typeof(OllamaGenerateRequest))]
[JsonSerializable(typeof(OllamaReply))]
[JsonSerializable(typeof(OllamaError))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(OllamaModelList))]
[JsonSerializable(typeof(OllamaShowRequest))]
[JsonSerializable(typeof(OllamaShowReply))]
[JsonSerializable(typeof(OllamaVersion))]
[JsonSerializable(typeof(OllamaSharpResult))]
internal sealed partial class OllamaJson : JsonSerializerContext;
