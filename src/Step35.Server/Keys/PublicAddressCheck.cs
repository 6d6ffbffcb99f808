using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Step35.Server.Keys;

/// <summary>Keeps a host without keys from listening to other machines.</summary>
/// <remarks>Addresses are known once the server listens; what comes in before this check, <see cref="AnonymousGate"/> refuses.</remarks>
internal sealed class PublicAddressCheck(IServer server, KeyRing keys, IOptions<ServerOptions> options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!keys.IsEmpty || options.Value.AllowAnonymous)
            return Task.CompletedTask;
        var open = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(IsPublic);
        return open is null ? Task.CompletedTask : throw new PublicAddressException(open);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static bool IsPublic(string address)
    {
        var binding = BindingAddress.Parse(address);
        return !binding.IsUnixPipe && !binding.IsNamedPipe
            && !binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
