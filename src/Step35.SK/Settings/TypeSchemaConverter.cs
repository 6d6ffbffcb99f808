using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Step35.SK.Settings;

/// <summary>Writes a type as its JSON schema.</summary>
internal sealed class TypeSchemaConverter : JsonConverter<Type>
{
    // The objects themselves are of a type that the runtime hides.
    public override bool CanConvert(Type typeToConvert) => typeof(Type).IsAssignableFrom(typeToConvert);

    public override Type Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Type value, JsonSerializerOptions options) =>
        AIJsonUtilities.CreateJsonSchema(value).WriteTo(writer);
}
