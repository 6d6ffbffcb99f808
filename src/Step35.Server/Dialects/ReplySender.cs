using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.AI;
using Step35.Server.Framing;
using Step35.Server.Limits;

namespace Step35.Server.Dialects;

/// <summary>Sends a reply piece by piece.</summary>
internal static class ReplySender
{
    public static async Task SendAsync(
        HttpContext http, ReplyFraming framing, IReplyStream reply, IAsyncEnumerable<(int Choice, ChatResponseUpdate Update)> updates)
    {
        var lifetime = RequestLifetime.Of(http);
        var source = updates.GetAsyncEnumerator(http.RequestAborted);
        await using (source.ConfigureAwait(false))
        {
            // What is refused is refused before the first update, and then the status can still say so.
            var hasMore = await source.MoveNextAsync().ConfigureAwait(false);
            using var frames = Begin(http, framing);
            reply.Begin(frames);
            try
            {
                while (hasMore)
                {
                    reply.Push(source.Current.Choice, source.Current.Update, frames);
                    var next = source.MoveNextAsync();
                    // An update that is ready already travels in the same packet.
                    if (!next.IsCompleted)
                        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
                    hasMore = await next.ConfigureAwait(false);
                }

                reply.End(frames);
            }
#pragma warning disable CA1031 // The status is sent; the reply itself says that it broke off.
            catch (Exception error) when (!lifetime.IsClientGone)
#pragma warning restore CA1031
            {
                reply.Fail(lifetime.Explain(error), frames);
            }

            await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
        }
    }

    private static JsonFrames Begin(HttpContext http, ReplyFraming framing)
    {
        JsonFrames frames = framing == ReplyFraming.Events ? new EventFrames(http.Response.BodyWriter) : new LineFrames(http.Response.BodyWriter);
        http.Response.ContentType = frames.ContentType;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return frames;
    }
}
