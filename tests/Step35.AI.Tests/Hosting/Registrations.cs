using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Step35.AI.Hosting;
using Step35.Engine;
using Step35.TestModels.Scripted;

namespace Step35.AI.Tests.Hosting;

/// <summary>Hosts and containers of the tests.</summary>
internal static class Registrations
{
    /// <summary>Gets a file that is there but is no model: enough for the options, and loading it fails.</summary>
    public static string AnyFile => typeof(Registrations).Assembly.Location;

    public static HostApplicationBuilder NewHost(params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        foreach (var (key, value) in configuration)
            builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]);
        return builder;
    }

    /// <summary>Puts a scripted engine in the place of a registered one; counts how often it is loaded.</summary>
    public static LoadCounter LoadScripted(this IServiceCollection services, string name = "")
    {
        var counter = new LoadCounter();
        services.AddKeyedSingleton(name, (_, _) => new LazyEngineSource(counter.LoadAsync));
        return counter;
    }

    public static Step35Options OptionsOf(IServiceProvider services, string name = "") =>
        services.GetRequiredService<IOptionsMonitor<Step35Options>>().Get(name);

    internal sealed class LoadCounter
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _loads;

        public int Loads => Volatile.Read(ref _loads);

        /// <summary>Gets a task that ends when the first load begins.</summary>
        public Task Asked => _asked.Task;

        public ScriptedBackend Backend { get; } = new(new PromptedScript(_ => "</think>Hello!").Next);

        public Task<Step35Engine> LoadAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _loads);
            _asked.TrySetResult();
            return Task.FromResult(ScriptedEngine.Create(Backend));
        }
    }
}
