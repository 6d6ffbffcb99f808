using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Step35.Cli.Tests.Hub;

/// <summary>A hub on this machine with one repository, whose connections break and whose answers go wrong as tests want it.</summary>
internal sealed class LocalHub : IAsyncDisposable
{
    public const string Repository = "stepfun/Flash";

    private const int EntriesOnAPage = 5;

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, int> _attempts = new();

    private LocalHub(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.First());

    public string Commit { get; set; } = new('c', 40);

    /// <summary>Gets the files of the repository.</summary>
    public IDictionary<string, byte[]> Files { get; } = new Dictionary<string, byte[]>();

    /// <summary>Gets or sets the token without which nothing is to be had; null lets everybody in.</summary>
    public string? Token { get; set; }

    /// <summary>Gets the requests for contents, in order.</summary>
    public ConcurrentQueue<HubRequest> Requests { get; } = new();

    /// <summary>Gets or sets what answers in the place of the hub, where it returns true.</summary>
    public Func<HttpContext, HubRequest, Task<bool>> Interfere { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Gets or sets what answers questions about the repository in the place of the hub, where it returns true.</summary>
    public Func<HttpContext, Task<bool>> InterfereWithLists { get; set; } = _ => Task.FromResult(false);

    /// <summary>Gets or sets after how many bytes the connection breaks; null for not at all.</summary>
    public Func<HubRequest, int?> BreakAfter { get; set; } = _ => null;

    public static async Task<LocalHub> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        var hub = new LocalHub(application);
        application.UseRouting();
        application.MapGet($"/api/models/{Repository}/revision/{{revision}}", hub.AnswerRevisionAsync);
        application.MapGet($"/api/models/{Repository}/tree/{{revision}}", hub.AnswerTreeAsync);
        application.MapGet($"/{Repository}/resolve/{{revision}}/{{**file}}", hub.AnswerFileAsync);
        await application.StartAsync();
        return hub;
    }

    /// <summary>Adds a model of several shards with contents that are the same on every run.</summary>
    public LocalHub WithShards(string name, int count, int bytesEach)
    {
        for (var i = 0; i < count; i++)
        {
            var content = new byte[bytesEach + i];
            new Random(i).NextBytes(content);
            Files[count == 1 ? $"{name}.gguf" : $"{name}-{i + 1:D5}-of-{count:D5}.gguf"] = content;
        }

        return this;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private async Task AnswerRevisionAsync(HttpContext context)
    {
        if (await IsRefusedAsync(context) || await InterfereWithLists(context))
            return;
        await context.Response.WriteAsJsonAsync(new { sha = Commit });
    }

    private async Task AnswerTreeAsync(HttpContext context)
    {
        if (await IsRefusedAsync(context) || await InterfereWithLists(context))
            return;
        var start = int.TryParse(context.Request.Query["cursor"], out var cursor) ? cursor : 0;
        if (start + EntriesOnAPage < Files.Count)
            context.Response.Headers.Link = $"<{Address}{context.Request.Path.Value![1..]}?recursive=1&cursor={start + EntriesOnAPage}>; rel=\"next\"";
        await context.Response.WriteAsJsonAsync(Files.Skip(start).Take(EntriesOnAPage).Select(file => new
        {
            type = "file",
            oid = new string('0', 40),
            size = file.Value.Length,
            path = file.Key,
            lfs = new { oid = Sha256(file.Value), size = file.Value.Length, pointerSize = 135 },
        }));
    }

    private async Task AnswerFileAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["file"]!;
        var content = Files[name];
        var range = context.Request.GetTypedHeaders();
        var tag = $"\"{Sha256(content)}\"";
        var start = range.IfRange?.EntityTag is { } wanted && wanted.Tag != tag ? 0 : range.Range?.Ranges.First().From ?? 0;
        var request = new HubRequest(name, _attempts.AddOrUpdate(name, 1, (_, count) => count + 1), start);
        Requests.Enqueue(request);
        if (await IsRefusedAsync(context) || await Interfere(context, request))
            return;

        context.Response.Headers.ETag = tag;
        context.Response.Headers["X-Linked-ETag"] = tag;
        context.Response.ContentLength = content.Length - start;
        if (start > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {start}-{content.Length - 1}/{content.Length}";
        }

        await SendAsync(context, content.AsMemory((int)start), BreakAfter(request));
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> content, int? breakAfter)
    {
        // Fewer bytes than were announced: the server sends them and then hangs up.
        await context.Response.Body.WriteAsync(breakAfter < content.Length ? content[..breakAfter.Value] : content);
    }

    private async Task<bool> IsRefusedAsync(HttpContext context)
    {
        if (Token is null || context.Request.Headers.Authorization == $"Bearer {Token}")
            return false;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await context.Response.CompleteAsync();
        return true;
    }
}
