using System.Buffers;
using System.IO.Pipelines;
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
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="ApiException">It is null, not of the type, or holds what is no text.</exception>
    /// <exception cref="BadHttpRequestException">It is compressed or too large.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        RequirePlain(http.Request.Headers);
        Limit(http);
        var body = http.Request.BodyReader;
        var read = await ReadToEndAsync(body, http.RequestAborted).ConfigureAwait(false);
        try
        {
            var json = SkipByteOrderMark(read);
            RequireText(json);
            return Parse(json, type) ?? throw Invalid("The body is null; send a JSON object.");
        }
        finally
        {
            body.AdvanceTo(read.End);
        }
    }

    // A few bytes could be unpacked to more than the limit.
    private static void RequirePlain(IHeaderDictionary headers)
    {
        if (headers.ContentEncoding is { Count: > 0 } coding && !"identity".Equals(coding, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException(
                "Bodies must not be compressed; send this one as it is, without Content-Encoding.", StatusCodes.Status415UnsupportedMediaType);
        }
    }

    private static void Limit(HttpContext http)
    {
        var most = http.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.MaxRequestBytes;
        if (http.Request.ContentLength > most)
            throw new BadHttpRequestException($"The body is larger than {most:N0} bytes.", StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
    }

    private static async Task<ReadOnlySequence<byte>> ReadToEndAsync(PipeReader body, CancellationToken cancellationToken)
    {
        var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
        while (!read.IsCompleted)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        return read.Buffer;
    }

    private static ReadOnlySequence<byte> SkipByteOrderMark(ReadOnlySequence<byte> text)
    {
        var reader = new SequenceReader<byte>(text);
        reader.IsNext("\uFEFF"u8, advancePast: true);
        return reader.UnreadSequence;
    }

    // Parts such as schemas stay JSON until somebody reads them, deep inside, where half of a character would be the host's fault.
    private static void RequireText(in ReadOnlySequence<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var text = ArrayPool<byte>.Shared.Rent((int)json.Length);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.CopyString(text);
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"The text at byte {reader.TokenStartIndex:N0} of the body is none: send UTF-8, and both halves of a surrogate pair.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private static T? Parse<T>(in ReadOnlySequence<byte> json, JsonTypeInfo<T> type)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return JsonSerializer.Deserialize(ref reader, type);
        }
        catch (JsonException error)
        {
            throw error.Path is ['$', '.', .. var field]
                ? ApiException.Wrong(field, "its value is of another kind, or out of range; docs/dialects.md says what is read here.")
                : new ApiException(new ApiError(StatusCodes.Status400BadRequest, "invalid_value", "The body is no JSON object; send one."));
        }
    }

    private static ApiException Invalid(string message) => new(new ApiError(StatusCodes.Status400BadRequest, "invalid_json", message));
}
