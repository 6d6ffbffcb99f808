using System.Text.Json.Serialization;

namespace Step35.Server.Status.Wire;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatusReply))]
internal sealed partial class StatusJson : JsonSerializerContext;
