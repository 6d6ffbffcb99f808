using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Step35.Server.Errors;

namespace Step35.Server.Dialects;

/// <summary>Reads a request's JSON.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of the type.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        var most = http.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.MaxRequestBytes;
        if (http.Request.ContentLength > most)
            throw new BadHttpRequestException($"The body is larger than {most:N0} bytes.", StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        return await JsonSerializer.DeserializeAsync(http.Request.BodyReader, type, http.RequestAborted).ConfigureAwait(false)
            ?? throw new ApiException(new ApiError(StatusCodes.Status400BadRequest, "invalid_json", "The body is null; send a JSON object."));
    }
}
