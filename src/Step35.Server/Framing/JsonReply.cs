using System.Text.Json.Serialization.Metadata;

namespace Step35.Server.Framing;

/// <summary>Sends a reply that is one JSON value.</summary>
internal static class JsonReply
{
    public static async Task WriteJsonAsync<T>(this HttpContext http, T reply, JsonTypeInfo<T> type)
    {
        using var body = new WholeBody(http.Response.BodyWriter);
        http.Response.ContentType = body.ContentType;
        body.Write(reply, type);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}
