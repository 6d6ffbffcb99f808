using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Step35.AI.Hosting;

/// <summary>Starts loading the model with the host, in the background; requests wait for it.</summary>
internal sealed partial class EngineStarter(IEngineSource source, Step35Options options, ILogger<Step35ChatClient> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.LoadOnStart || options.Kind != Step35EngineKind.Embedded)
            return;
        try
        {
            await source.GetAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The host stops, or could not start after all.
        }
#pragma warning disable CA1031 // Whatever keeps the model from loading must not end the host.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The host lives on; the first request tries again and gets the error.
            LogLoadingFailed(logger, error, options.ModelPath);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The model '{ModelPath}' could not be loaded; the next request will try again.")]
    private static partial void LogLoadingFailed(ILogger logger, Exception error, string modelPath);
}
