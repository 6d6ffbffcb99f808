using System.Text.Json.Serialization;

namespace Step35.Cli.Hub;

/// <summary>How the verbs around the hub write JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<CachedModel>))]
[JsonSerializable(typeof(PullResult))]
[JsonSerializable(typeof(RemovalResult))]
internal sealed partial class HubOutputJson : JsonSerializerContext;
