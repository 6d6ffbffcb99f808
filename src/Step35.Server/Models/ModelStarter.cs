using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Step35.Server.Models;

/// <summary>Loads models in the background when the host starts, and unloads those that nobody has used for long.</summary>
internal sealed partial class ModelStarter(EngineModels models, IOptions<ServerOptions> options, ILogger<ModelStarter> logger) : BackgroundService
{
    private const int ChecksPerIdleTime = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var model in models.All.Where(static model => model.LoadsOnStart))
            await LoadAsync(model, stoppingToken).ConfigureAwait(false);
        if (options.Value.IdleUnload is { } idle)
            await WatchAsync(idle, stoppingToken).ConfigureAwait(false);
    }

    private async Task LoadAsync(EngineModel model, CancellationToken stoppingToken)
    {
        try
        {
            (await model.RentAsync(stoppingToken).ConfigureAwait(false)).Dispose();
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The host stops, or could not start after all.
        }
#pragma warning disable CA1031 // Whatever keeps a model from loading must not end the host; readiness says it, and the next request tries again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(logger, error, model.Name);
        }
    }

    private async Task WatchAsync(TimeSpan idle, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(idle / ChecksPerIdleTime);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            foreach (var model in models.All.Where(model => model.Engine is not null && model.IdleTime >= idle))
                if (await model.UnloadAsync().ConfigureAwait(false))
                    LogIdle(logger, model.Name);
    }

    [LoggerMessage(1, LogLevel.Error, "The model '{Model}' could not be loaded; the next request tries again.")]
    private static partial void LogFailed(ILogger logger, Exception error, string model);

    [LoggerMessage(2, LogLevel.Information, "Unloaded '{Model}', which nobody has used for long.")]
    private static partial void LogIdle(ILogger logger, string model);
}
