using System.Text.Json.Serialization;

namespace Step35.Server.Anthropic.Wire;

/// <summary>What one side says in a turn.</summary>
internal sealed record TurnMessage(string Role, [property: JsonConverter(typeof(BlocksConverter))] IReadOnlyList<ContentBlock> Content);
