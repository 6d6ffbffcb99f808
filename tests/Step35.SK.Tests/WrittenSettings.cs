using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.SemanticKernel;

namespace Step35.SK.Tests;

/// <summary>Settings of another service that JSON holds by their declarations only.</summary>
internal sealed class WrittenSettings : PromptExecutionSettings
{
    public interface INamed
    {
        string Name { get; }
    }

    [JsonPropertyName("result_type")]
    [JsonConverter(typeof(TypeNameConverter))]
    public Type? ResultType { get; set; }

    [JsonPropertyName("named")]
    public INamed? Named { get; set; }

    [JsonPropertyName("temperature")]
    public double? Temperature { get; set; }

    [JsonPropertyName("max_tokens")]
    [JsonConverter(typeof(VersionConverter))]
    public Version? MaxTokens { get; set; }

    internal sealed record Job(string Name, nint Handle) : INamed;

    private sealed class TypeNameConverter : JsonConverter<Type>
    {
        public override Type Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Type value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }

    // Stands for any type that only its own service's converter can make a number of.
    private sealed class VersionConverter : JsonConverter<Version>
    {
        public override Version Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Version value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Major);
    }
}
