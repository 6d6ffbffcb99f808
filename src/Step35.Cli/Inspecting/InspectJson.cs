using System.Text.Json.Serialization;

namespace Step35.Cli.Inspecting;

/// <summary>How a report is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ModelReport))]
internal sealed partial class InspectJson : JsonSerializerContext;
