using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Polly;

namespace Step35.AI.Remote;

/// <summary>The HTTP client of one registration: connections, retries, service discovery.</summary>
internal static class RemoteHttp
{
    private const string Name = "step35";

    /// <summary>Gets the name by which applications configure the HTTP client of a registration.</summary>
    public static string NameOf(string registration) => registration.Length == 0 ? Name : $"{Name}:{registration}";

    public static void Add(IServiceCollection services, string registration)
    {
        if (services.All(service => service.ServiceType != typeof(ServiceEndpointResolver)))
            services.AddServiceDiscovery();
        // Discovery reads the configuration; an application without one has no services in it.
        services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().Build());
        var http = services.AddHttpClient(NameOf(registration), client => client.Timeout = Timeout.InfiniteTimeSpan)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(10);
                // Names are looked up again now and then; a stream that runs keeps its connection.
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            });
        http.AddResilienceHandler(Name, (pipeline, context) => AddRetries(pipeline, ReadOptions(context.ServiceProvider, registration)));
    }

    // A response that has begun is never repeated: the handler ends with the headers.
    private static void AddRetries(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, RemoteOptions options)
    {
        if (options.Endpoints.Count == 1 && options.Retries > 0)
            pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = options.Retries, Delay = TimeSpan.FromSeconds(1) });
    }

    private static RemoteOptions ReadOptions(IServiceProvider services, string registration) =>
        services.GetRequiredService<IOptionsMonitor<Step35Options>>().Get(registration).Remote;
}
