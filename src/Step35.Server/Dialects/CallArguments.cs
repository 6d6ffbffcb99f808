using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>The arguments of calls as the JSON that travels over the wire.</summary>
internal static class CallArguments
{
    private static readonly JsonTypeInfo<IDictionary<string, object?>> Type = (JsonTypeInfo<IDictionary<string, object?>>)
        new JsonSerializerOptions(AIJsonUtilities.DefaultOptions) { WriteIndented = false }.GetTypeInfo(typeof(IDictionary<string, object?>));

    /// <summary>Writes a call's arguments as a JSON object.</summary>
    public static string Write(FunctionCallContent call) =>
        call.Arguments is { } arguments ? JsonSerializer.Serialize(arguments, Type) : "{}";

    /// <summary>Reads arguments that a client sends back as text.</summary>
    /// <param name="text">The text; an empty one counts as no arguments.</param>
    /// <param name="field">The request's field that holds it.</param>
    /// <exception cref="ApiException">It is no JSON object.</exception>
    public static IDictionary<string, object?>? Read(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            return JsonSerializer.Deserialize(text, Type);
        }
        catch (JsonException)
        {
            throw ApiException.Wrong(field, "it is no JSON object; send the arguments as they came.");
        }
    }
}
