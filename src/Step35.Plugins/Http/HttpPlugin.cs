using System.ComponentModel;
using Microsoft.SemanticKernel;
using Step35.AI.Tools;

namespace Step35.Plugins.Http;

/// <summary>Lets a model fetch pages from hosts that the options allow, as readable text.</summary>
/// <remarks>Safe for concurrent calls. Whoever made it disposes it.</remarks>
[Permission(Permissions.Network, "url")]
public sealed class HttpPlugin : IDisposable
{
    private readonly HttpOptions _options;
    private readonly TimeProvider _time;
    private readonly PageFetcher _fetcher;

    /// <summary>Initializes the plugin.</summary>
    /// <param name="options">What may be fetched.</param>
    /// <param name="time">The clock of the time limit; null takes the system's.</param>
    public HttpPlugin(HttpOptions options, TimeProvider? time = null)
        : this(options, time ?? TimeProvider.System, new SystemNetwork())
    {
    }

    internal HttpPlugin(HttpOptions options, TimeProvider time, INetwork network)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _fetcher = new(options, network);
    }

#pragma warning disable CA1054 // Models write addresses as text, right or wrong.
    /// <summary>Fetches a page.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <returns>Its text; of HTML pages what people read, with the addresses of links.</returns>
    [KernelFunction("fetch_page")]
    [Description("Fetches a web page as text.")]
    public Task<string> FetchPageAsync(
        [Description("The address of the page.")] string url, CancellationToken cancellationToken = default) => ToolAnswer.OfAsync(async () =>
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            throw new ToolException("that is no address; it must begin with https:// or http://.");
        using var limit = new CancellationTokenSource(_options.TimeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var page = await _fetcher.FetchAsync(address, either.Token).ConfigureAwait(false);
            return Show(page, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ToolException($"the page did not come within {_options.TimeLimit.TotalSeconds:0.###} seconds.");
        }
        catch (HttpRequestException exception)
        {
            throw exception.InnerException as ToolException ?? new ToolException($"the page cannot be fetched: {exception.HttpRequestError}.", exception);
        }
    });
#pragma warning restore CA1054

    /// <inheritdoc/>
    public void Dispose() => _fetcher.Dispose();

    private string Show(FetchedPage page, CancellationToken cancellationToken)
    {
        var text = page.ToText(cancellationToken);
        return page.Content.Length < _options.MaxBytes ? text : $"{text}\n(Cut after {_options.MaxBytes} bytes.)";
    }
}
