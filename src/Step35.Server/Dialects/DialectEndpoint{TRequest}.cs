using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Step35.Server.Framing;
using Step35.Server.Keys;
using Step35.Server.Limits;
using Step35.Server.Models;

namespace Step35.Server.Dialects;

/// <summary>Answers the requests of one route: reads, finds the model, runs it, and sends what the dialect makes of its updates.</summary>
internal sealed class DialectEndpoint<TRequest>(IDialect<TRequest> dialect)
    where TRequest : class
{
    public async Task RunAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var key = http.Features.Get<ApiKey>();
        services.GetRequiredService<Drain>().ThrowIfStopping();
        using var admission = services.GetRequiredService<CallerLimits>().Enter(key);
        var request = await RequestBody.ReadAsync(http, dialect.RequestType).ConfigureAwait(false);
        var call = dialect.Read(request).For(key);
        var model = services.GetRequiredService<IModelCatalog>().Find(call.Model);
        using var lease = await model.RentAsync(http.RequestAborted).ConfigureAwait(false);
        var context = ReplyContext.Create(model.Name, services.GetRequiredService<TimeProvider>());
        http.Response.Headers["x-request-id"] = context.Id;
        using var raw = call.IsRawPrompt ? RawPromptClient.Over(lease) : null;
        var updates = CountAsync(Answers.Merge(raw ?? lease.Client, call), admission);
        if (!call.Stream)
        {
            Write(http, request, context, await Answers.CollectAsync(updates, call.Choices, http.RequestAborted).ConfigureAwait(false));
            return;
        }

        using var sender = new ReplySender(http, dialect.Framing, dialect.CreateStream(request, context));
        await sender.SendAsync(updates).ConfigureAwait(false);
    }

    private void Write(HttpContext http, TRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers)
    {
        using var body = new WholeBody(http.Response.BodyWriter);
        http.Response.ContentType = body.ContentType;
        dialect.WriteWhole(request, context, answers, body);
    }

    private static async IAsyncEnumerable<(int Choice, ChatResponseUpdate Update)> CountAsync(
        IAsyncEnumerable<(int Choice, ChatResponseUpdate Update)> updates,
        Admission admission,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            admission.Count(item.Update);
            yield return item;
        }
    }
}
