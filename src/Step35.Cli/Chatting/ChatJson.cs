using System.Text.Json.Serialization;

namespace Step35.Cli.Chatting;

/// <summary>How an answer is written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AnswerReport))]
internal sealed partial class ChatJson : JsonSerializerContext;
