using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Reads a request's JSON.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of the type.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class =>
        await JsonSerializer.DeserializeAsync(http.Request.BodyReader, type, http.RequestAborted).ConfigureAwait(false)
        ?? throw new ApiException(new ApiError(StatusCodes.Status400BadRequest, "invalid_json", "The body is null; send a JSON object."));
}
