using System.Text.Json.Serialization;

namespace Step35.Server.Tokenization.Wire;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenizeRequest))]
[JsonSerializable(typeof(TokenizeReply))]
[JsonSerializable(typeof(DetokenizeRequest))]
[JsonSerializable(typeof(DetokenizeReply))]
internal sealed partial class TokenizationJson : JsonSerializerContext;
