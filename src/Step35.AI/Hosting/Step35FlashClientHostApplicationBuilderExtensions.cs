using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Step35.AI;
using Step35.AI.Hosting;
using Step35.Engine.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers Step-3.5-Flash by the name of a connection string, with health check and telemetry.</summary>
public static class Step35FlashClientHostApplicationBuilderExtensions
{
    private const string SectionName = "Step35:Client";
    private static readonly TimeSpan HealthCheckTimeout = TimeSpan.FromSeconds(10);

    private const string ChatTelemetryName = "Experimental.Microsoft.Extensions.AI";

    /// <summary>Registers the model that a connection string names as the <see cref="IChatClient"/>.</summary>
    /// <param name="builder">The host builder.</param>
    /// <param name="connectionName">The name of the connection string.</param>
    /// <param name="configureSettings">
    /// Runs after the sections <c>Step35:Client</c> and <c>Step35:Client:{connectionName}</c> were read, and wins over them.
    /// </param>
    /// <param name="configureOptions">Runs after the section <c>Step35</c> was read, and wins over it.</param>
    /// <returns>A builder for what wraps the client, for example <c>UseFunctionInvocation()</c>.</returns>
    /// <remarks>A missing or wrong connection string is reported when the host starts or the client is first asked for, not here.</remarks>
    public static ChatClientBuilder AddStep35FlashClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<Step35ClientSettings>? configureSettings = null,
        Action<Step35Options>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var settings = AddSettings(builder, connectionName, Options.Options.DefaultName, configureSettings);
        return builder.AddStep35Flash(options => Configure(options, settings, configureOptions));
    }

    /// <summary>Registers the model that a connection string names as a keyed <see cref="IChatClient"/>.</summary>
    /// <param name="builder">The host builder.</param>
    /// <param name="name">The name of the connection string and the key of the client.</param>
    /// <param name="configureSettings">
    /// Runs after the sections <c>Step35:Client</c> and <c>Step35:Client:{name}</c> were read, and wins over them.
    /// </param>
    /// <param name="configureOptions">Runs after the section <c>Step35:{name}</c> was read, and wins over it.</param>
    /// <returns>A builder for what wraps the client, for example <c>UseFunctionInvocation()</c>.</returns>
    /// <remarks>The same as <see cref="AddStep35FlashClient"/>, for one key.</remarks>
    public static ChatClientBuilder AddKeyedStep35FlashClient(
        this IHostApplicationBuilder builder,
        string name,
        Action<Step35ClientSettings>? configureSettings = null,
        Action<Step35Options>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var settings = AddSettings(builder, connectionName: name, registration: name, configureSettings);
        return builder.AddKeyedStep35Flash(name, options => Configure(options, settings, configureOptions));
    }

    private static void Configure(Step35Options options, Step35ClientSettings settings, Action<Step35Options>? configure)
    {
        options.ConnectionString = settings.ConnectionString ?? options.ConnectionString;
        configure?.Invoke(options);
    }

    private static Step35ClientSettings AddSettings(
        IHostApplicationBuilder builder, string connectionName, string registration, Action<Step35ClientSettings>? configure)
    {
        var settings = ReadSettings(builder.Configuration, connectionName);
        configure?.Invoke(settings);
        builder.Services.AddKeyedSingleton(registration, settings);
        builder.Services.AddOptions<Step35Options>(registration).Validate(
            options => options.ConnectionString is not null || options.ModelPath.Length > 0 || options.Remote.Endpoints.Count > 0,
            $"There is no connection string: set ConnectionStrings:{connectionName} or {SectionName}:ConnectionString.");
        if (!settings.DisableHealthChecks)
            AddHealthCheck(builder.Services, $"Step35_{connectionName}", registration);
        if (!settings.DisableTracing)
            builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddSource(ChatTelemetryName, Step35Telemetry.ActivitySourceName));
        if (!settings.DisableMetrics)
            builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(ChatTelemetryName, Step35Telemetry.MeterName));
        return settings;
    }

    private static Step35ClientSettings ReadSettings(IConfigurationManager configuration, string connectionName)
    {
        var settings = new Step35ClientSettings();
        var section = configuration.GetSection(SectionName);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        settings.ConnectionString = configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        return settings;
    }

    private static void AddHealthCheck(IServiceCollection services, string name, string registration) =>
        services.AddHealthChecks().Services.Configure<HealthCheckServiceOptions>(options =>
        {
            if (options.Registrations.All(check => check.Name != name))
                options.Registrations.Add(new HealthCheckRegistration(
                    name, provider => new EngineHealthCheck(provider, registration), failureStatus: null, tags: null, HealthCheckTimeout));
        });
}
