using Microsoft.Extensions.AI;
using Step35.Server.Framing;
using Step35.Server.Models;

namespace Step35.Server.Dialects;

/// <summary>Answers the requests of one route: reads, finds the model, runs it, and sends what the dialect makes of its updates.</summary>
internal sealed class DialectEndpoint<TRequest>(IDialect<TRequest> dialect)
    where TRequest : class
{
    public async Task RunAsync(HttpContext http)
    {
        var request = await RequestBody.ReadAsync(http, dialect.RequestType).ConfigureAwait(false);
        var call = dialect.Read(request);
        var model = http.RequestServices.GetRequiredService<IModelCatalog>().Find(call.Model);
        using var lease = await model.RentAsync(http.RequestAborted).ConfigureAwait(false);
        var context = ReplyContext.Create(model.Name, http.RequestServices.GetRequiredService<TimeProvider>());
        http.Response.Headers["x-request-id"] = context.Id;
        if (call.Stream)
            await ReplySender.SendAsync(http, dialect.Framing, dialect.CreateStream(request, context), Answers.Merge(lease.Client, call)).ConfigureAwait(false);
        else
            await SendWholeAsync(http, request, context, await Answers.CollectAsync(lease.Client, call, http.RequestAborted).ConfigureAwait(false))
                .ConfigureAwait(false);
    }

    private async Task SendWholeAsync(HttpContext http, TRequest request, ReplyContext context, IReadOnlyList<ChatResponse> answers)
    {
        using var body = new WholeBody(http.Response.BodyWriter);
        http.Response.ContentType = body.ContentType;
        dialect.WriteWhole(request, context, answers, body);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}
