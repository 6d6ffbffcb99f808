using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ServiceDiscovery;
using Step35.AI.Remote.Calls;
using Step35.AI.Remote.Endpoints;
using Step35.AI.Remote.Ollama;
using Step35.AI.Remote.OpenAI;

namespace Step35.AI.Remote;

/// <summary>The servers of one registration: what its chat client and its health check share.</summary>
/// <remarks>Safe for concurrent calls. Connections belong to the HTTP client factory.</remarks>
internal sealed class RemoteEngine
{
    private readonly Step35Options _options;
    private readonly IRemoteDialect _dialect;
    private readonly EndpointSet _endpoints;
    private readonly HttpClient _http;

    public RemoteEngine(string name, Step35Options options, IServiceProvider services)
    {
        var factory = services.GetRequiredService<IHttpClientFactory>();
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _options = options;
        _dialect = options.Kind == Step35EngineKind.Ollama
            ? new OllamaDialect(options.Remote.Model!, CreateHttpClient)
            : new OpenAIDialect(options.Remote, isHost: options.Kind == Step35EngineKind.Host, CreateHttpClient);
        _endpoints = new EndpointSet(options.Remote, services.GetRequiredService<ServiceEndpointResolver>(), Connect, time);
        _http = CreateHttpClient();

        HttpClient CreateHttpClient()
        {
            var http = factory.CreateClient(RemoteHttp.NameOf(name));
            if (options.Remote.ApiKey is { } key)
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            return http;
        }

        IChatClient Connect(Uri address) =>
            new TokenTimeoutChatClient(new WritingTimeChatClient(_dialect.Connect(address), time), options.Remote, time);
    }

    public IChatClient CreateClient(ILoggerFactory loggers)
    {
        var metadata = new ChatClientMetadata("step35", _options.Remote.Endpoints[0], _options.Remote.Model);
        return new ChatClientBuilder(_ => new EndpointChatClient(_endpoints, metadata, loggers.CreateLogger<EndpointChatClient>()))
            .Use(inner => new RemoteChatClient(inner, _options))
            .Use(inner => new RequiredCallChatClient(inner))
            .UseToolRepair()
            .Build();
    }

    /// <summary>Asks each server whether it can serve.</summary>
    public async Task<IReadOnlyDictionary<Uri, bool>> CheckAsync(CancellationToken cancellationToken)
    {
        var found = await _endpoints.FindAsync(cancellationToken).ConfigureAwait(false);
        var answers = await Task.WhenAll(found.Select(endpoint => IsReadyAsync(endpoint.Address, cancellationToken))).ConfigureAwait(false);
        return found.Zip(answers).ToDictionary(pair => pair.First.Address, pair => pair.Second);
    }

    private async Task<bool> IsReadyAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(_dialect.HealthOf(endpoint), cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
