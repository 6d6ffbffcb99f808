using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Step35.AI;
using Step35.AI.Hosting;
using Step35.Engine.Model;
using Step35.Server;
using Step35.Server.Models;
using Step35.Server.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers the model host with the models that the configuration names.</summary>
public static class Step35ServerHostApplicationBuilderExtensions
{
    private const string SectionName = "Step35";

    /// <summary>Registers what the routes of <c>MapStep35()</c> need, from the configuration section <c>Step35</c>.</summary>
    /// <param name="builder">The host builder.</param>
    /// <param name="configure">Runs after the configuration was read, and wins over it.</param>
    /// <returns>The services.</returns>
    /// <remarks>
    /// <c>Step35:Models:NAME</c> holds the options of the model that is served as NAME; <c>Step35:ModelPath</c> is enough for a single one,
    /// which is served under its file's name. The host loads and unloads them.
    /// </remarks>
    public static IServiceCollection AddStep35Server(this IHostApplicationBuilder builder, Action<ServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.Configuration.GetSection(SectionName);
        builder.Services.AddOptions<ServerOptions>().Bind(section);
        var models = AddModels(builder.Services, section);
        builder.Services.TryAddSingleton(
            provider => new ModelNames([.. models.Where(model => IsOurs(model, provider)).Select(model => Name(model, provider))]));
        builder.Services.TryAddSingleton<ModelMemory>();
        builder.Services.TryAddSingleton<EngineModels>();
        builder.Services.AddHostedService<ModelStarter>();
        builder.AddStep35Telemetry();
        return builder.Services.AddStep35Server(configure);
    }

    /// <summary>Registers the options of each model, and returns the names of the options.</summary>
    private static List<string> AddModels(IServiceCollection services, IConfigurationSection section)
    {
        var sections = section.GetSection("Models").GetChildren().Select(static child => (Name: child.Key, Section: child)).ToList();
        if (section[nameof(Step35Options.ModelPath)] is { Length: > 0 })
            sections.Insert(0, (Options.Options.DefaultName, section));
        foreach (var (name, own) in sections)
        {
            services.AddSingleton<IConfigureOptions<Step35Options>>(new SectionBinding(name, own));
            services.AddCheckedOptions(name);
        }

        return [.. sections.Select(static section => section.Name)];
    }

    // The program's own client, if it has one, talks to the model of the section itself.
    private static bool IsOurs(string optionsName, IServiceProvider provider) =>
        optionsName != Options.Options.DefaultName || !provider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IChatClient));

    private static KeyValuePair<string, string> Name(string optionsName, IServiceProvider provider) => optionsName == Options.Options.DefaultName
        ? new(ModelName.FromPath(ModelReference.Resolve(provider.GetRequiredService<IOptionsMonitor<Step35Options>>().CurrentValue.ModelPath)), optionsName)
        : new(optionsName, optionsName);
}
