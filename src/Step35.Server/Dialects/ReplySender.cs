using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.AI;
using Step35.Server.Errors;
using Step35.Server.Framing;
using Step35.Server.Limits;

namespace Step35.Server.Dialects;

/// <summary>Sends one reply piece by piece.</summary>
/// <remarks>
/// What is refused is refused before the first update, so nothing is sent until then and the status can still say so. A long prompt
/// takes its time, though, and connections that are silent for long are cut: then the reply begins with nothing.
/// </remarks>
internal sealed class ReplySender(HttpContext http, ReplyFraming framing, IReplyStream reply) : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private JsonFrames? _frames;

    private RequestLifetime Lifetime => RequestLifetime.Of(http);

    public async Task SendAsync(IAsyncEnumerable<(int Choice, ChatResponseUpdate Update)> updates)
    {
        var source = updates.GetAsyncEnumerator(http.RequestAborted);
        await using (source.ConfigureAwait(false))
        {
            try
            {
                await SendAllAsync(source).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The status is sent; the reply itself says that it broke off.
            catch (Exception error) when (_frames is not null && !Lifetime.IsClientGone)
#pragma warning restore CA1031
            {
                var told = Lifetime.Explain(error);
                ErrorBoundary.Log(http, told, error);
                reply.Fail(told, _frames);
            }

            await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _frames?.Dispose();

    private async Task SendAllAsync(IAsyncEnumerator<(int Choice, ChatResponseUpdate Update)> source)
    {
        var hasMore = await WaitForFirstAsync(source.MoveNextAsync().AsTask()).ConfigureAwait(false);
        var frames = Begin();
        for (var isFirst = true; hasMore; isFirst = false)
        {
            reply.Push(source.Current.Choice, source.Current.Update, frames);
            var next = source.MoveNextAsync();
            // An update that is ready already travels in the same packet; only the first one waits for no other.
            if (isFirst || !next.IsCompleted)
                await FlushAsync().ConfigureAwait(false);
            hasMore = await next.ConfigureAwait(false);
        }

        reply.End(frames);
    }

    private async Task<bool> WaitForFirstAsync(Task<bool> first)
    {
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        while (!await IsOverAsync(first, time).ConfigureAwait(false))
        {
            Begin().WriteNothing();
            await FlushAsync().ConfigureAwait(false);
        }

        return await first.ConfigureAwait(false);
    }

    private async Task<bool> IsOverAsync(Task first, TimeProvider time)
    {
        await first.WaitAsync(LongestSilence, time, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return first.IsCompleted || http.RequestAborted.IsCancellationRequested;
    }

    private ValueTask<FlushResult> FlushAsync() => http.Response.BodyWriter.FlushAsync(http.RequestAborted);

    private JsonFrames Begin()
    {
        if (_frames is not null)
            return _frames;
        _frames = framing == ReplyFraming.Events ? new EventFrames(http.Response.BodyWriter) : new LineFrames(http.Response.BodyWriter);
        http.Response.ContentType = _frames.ContentType;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        reply.Begin(_frames);
        return _frames;
    }
}
