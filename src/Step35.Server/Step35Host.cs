using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Step35.AI.Hosting;
using Step35.Server.Errors;
using Step35.Server.Keys;
using Step35.Server.OpenAI;

namespace Step35.Server;

/// <summary>The model host as a whole program.</summary>
public static class Step35Host
{
    private const string UsualAddress = "http://127.0.0.1:5035";

    // Unless it is off, the web server's spans say nothing of the method, the route and the status.
    private const string PlainSpans = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    // The answers are over by then; this is for the connections to close.
    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(5);

    /// <summary>Makes the host, ready to run.</summary>
    /// <param name="settings">What the program adds to appsettings.json, environment variables and arguments.</param>
    /// <returns>The application; <c>RunAsync()</c> serves until the process is told to stop.</returns>
    /// <remarks>It listens on this machine alone, and on a public address only with a key or with <see cref="ServerOptions.AllowAnonymous"/>.</remarks>
    public static WebApplication Create(Step35HostSettings? settings = null)
    {
        settings ??= new Step35HostSettings();
        if (!AppContext.TryGetSwitch(PlainSpans, out _))
            AppContext.SetSwitch(PlainSpans, isEnabled: false);
        var builder = WebApplication.CreateBuilder([.. settings.Arguments]);
        builder.Configuration.AddInMemoryCollection(settings.Overrides);
        if (!NamesModel(builder.Configuration))
            builder.Configuration.AddInMemoryCollection(settings.Fallback.Where(value => string.IsNullOrEmpty(builder.Configuration[value.Key])));
        if (!NamesAddress(builder.Configuration))
            builder.WebHost.UseUrls(UsualAddress);
        ListenAddresses.Check(builder.Configuration);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.LeaveStartErrorsToProgram();
        builder.AddStep35Server();
        builder.Services.AddHostedService<PublicAddressCheck>();
        builder.Services.AddCors();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ServerOptions>>(
            static (host, server) => host.ShutdownTimeout = server.Value.DrainTimeout + AfterDrain);

        var app = builder.Build();
        var origins = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.CorsOrigins;
        if (origins.Count > 0)
            app.UseCors(policy => policy.WithOrigins([.. origins]).AllowAnyHeader().AllowAnyMethod());
        app.UseStatusCodePages(static unanswered => ErrorMap.OfRouting(unanswered.HttpContext.Response.StatusCode) is { } error
            ? ErrorBoundary.WriteAsync(unanswered.HttpContext, OpenAIErrors.Instance, error)
            : Task.CompletedTask);
        app.MapStep35();
        return app;
    }

    /// <summary>Runs the host as a whole program, until the process is told to stop.</summary>
    /// <param name="settings">What the program adds to appsettings.json, environment variables and arguments.</param>
    /// <param name="cancellationToken">Stops the host as well.</param>
    /// <returns>The exit code: 0, or 1 where a wrong setting keeps the host from starting; one line of the error output says which.</returns>
    public static Task<int> RunAsync(Step35HostSettings? settings = null, CancellationToken cancellationToken = default) =>
        HostProgram.RunAsync(() => Create(settings), cancellationToken);

    private static bool NamesModel(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration["Step35:ModelPath"]) || configuration.GetSection("Step35:Models").GetChildren().Any();

    private static bool NamesAddress(ConfigurationManager configuration) =>
        AddressKeys.Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
