using System.Text.Json.Serialization;

namespace Step35.Cli.Hub.Wire;

/// <summary>How a hub writes JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<TreeEntry>))]
[JsonSerializable(typeof(RevisionInfo))]
internal sealed partial class HubJson : JsonSerializerContext;
