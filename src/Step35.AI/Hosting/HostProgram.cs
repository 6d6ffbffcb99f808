using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Step35.AI.Hosting;

/// <summary>Runs a host as a whole program.</summary>
public static class HostProgram
{
    private const int Done = 0;
    private const int Failed = 1;

    private const string HostLogLevel = "Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Makes a host, starts it, and waits until it is told to stop.</summary>
    /// <typeparam name="THost">The host's type.</typeparam>
    /// <param name="create">Makes the host.</param>
    /// <param name="cancellationToken">Stops the host as a signal to the process does.</param>
    /// <returns>The exit code: 0, or 1 where a wrong setting keeps the host from starting; one line of the error output says which.</returns>
    public static async Task<int> RunAsync<THost>(Func<THost> create, CancellationToken cancellationToken = default)
        where THost : IHost, IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(create);
        var hasStarted = false;
        try
        {
            var host = create();
            await using var disposing = host.ConfigureAwait(false);
            hasStarted = await StartAsync(host, cancellationToken).ConfigureAwait(false);
            if (hasStarted)
                await host.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            return Done;
        }
        catch (Exception error) when (!hasStarted && IsOfSettings(error))
        {
            await TellAsync(error).ConfigureAwait(false);
            return Failed;
        }
    }

    /// <summary>Keeps the log from telling with its whole stack what <see cref="RunAsync"/> says in one line.</summary>
    /// <param name="builder">The host builder; a level of the configuration wins.</param>
    public static void LeaveStartErrorsToProgram(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Configuration[HostLogLevel] ??= "Critical";
    }

    // A host that is told to stop while it starts throws, though nothing is wrong.
    private static async Task<bool> StartAsync(IHost host, CancellationToken cancellationToken)
    {
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            // Some services may run already.
            await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
            return false;
        }
    }

    private static async Task TellAsync(Exception error)
    {
        try
        {
            await Console.Error.WriteLineAsync($"error: {Explain(error)}").ConfigureAwait(false);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed or full; the exit code is left.
        }
    }

    private static bool IsOfSettings(Exception error) => error is AggregateException all
        ? all.Flatten().InnerExceptions.All(IsOfSettings)
        : error is Step35Exception or OptionsValidationException or ArgumentException or FormatException or InvalidOperationException
            or InvalidDataException or IOException or UnauthorizedAccessException or SocketException;

    private static string Explain(Exception error) => error switch
    {
        AggregateException all => string.Join(' ', all.Flatten().InnerExceptions.Select(Explain)),
        SocketException => $"It cannot listen there: {error.Message}. Choose an address of this machine.",
        _ => error.Message.ReplaceLineEndings(" "),
    };
}
