using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Step35.Server.Keys;

/// <summary>Keeps a host without keys from listening to other machines, and warns of addresses that reach further than they look.</summary>
/// <remarks>Addresses are known once the server listens; what comes in before this check, <see cref="AnonymousGate"/> refuses.</remarks>
internal sealed partial class PublicAddressCheck(
    IServer server, KeyRing keys, IOptions<ServerOptions> options, IConfiguration configuration, ILogger<PublicAddressCheck> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(IsPublic) is not { } open)
            return Task.CompletedTask;
        if (keys.IsEmpty && !options.Value.AllowAnonymous)
            throw new PublicAddressException(open);
        foreach (var address in FindNames(configuration))
            LogName(logger, address);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static bool IsPublic(string address)
    {
        var binding = BindingAddress.Parse(address);
        return !binding.IsUnixPipe && !binding.IsNamedPipe && !LocalHost.IsNamed(binding.Host);
    }

    /// <summary>Finds the addresses that look like one of this machine, but are all of them: the server does not look names up.</summary>
    internal static IEnumerable<string> FindNames(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(static endpoint => endpoint["Url"]).OfType<string>().ToList();
        return (endpoints.Count > 0 ? endpoints : ListenAddresses.Of(configuration)).Where(IsName);
    }

    private static bool IsName(string address) =>
        IsPublic(address) && BindingAddress.Parse(address).Host is var host && host is not ("*" or "+") && !IPAddress.TryParse(host, out _);

    [LoggerMessage(1, LogLevel.Warning, "{Address} is a name, so the host listens on all addresses of this machine; for one of them, write its number.")]
    private static partial void LogName(ILogger logger, string address);
}
