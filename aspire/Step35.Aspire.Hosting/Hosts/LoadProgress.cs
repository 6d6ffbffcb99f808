using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Step35.Aspire.Hosting.Hosts;

/// <summary>Shows in the dashboard's State column how far a model is loaded.</summary>
/// <remarks>
/// Health is looked at only while a resource's state is Running, so that state is given back as soon as the model is there.
/// </remarks>
internal sealed class LoadProgress(Step35FlashResource resource, HostClient host, ResourceNotificationService notifications, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Reports in the background, for as long as the app host runs: nobody who asked for a load need wait for it.</summary>
    public static void Start(IServiceProvider services, Step35FlashResource resource, Task load)
    {
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        _ = new LoadProgress(resource, HostClient.Create(services, resource), notifications, time).ReportAsync(load, stopping);
    }

    /// <summary>Reports until the model is ready, the load has failed, or the resource has stopped.</summary>
    /// <param name="load">The load that somebody asked for; what the host says before it is over may still be about the time before.</param>
    /// <param name="cancellationToken">Stops reporting.</param>
    public async Task ReportAsync(Task load, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            var isOver = load.IsCompleted;
            if (await host.AskAsync(cancellationToken).ConfigureAwait(false) is { } health)
            {
                var isSettled = !health.IsLoading && (health.IsReady || health.HasFailed);
                if (isOver || !isSettled)
                    await ShowAsync(health).ConfigureAwait(false);
                if (isOver && isSettled)
                    return;
            }
            else if (HasStopped())
            {
                return;
            }
        }
    }

    private Task ShowAsync(HostHealth health) => notifications.PublishUpdateAsync(resource, snapshot => IsTerminal(snapshot) ? snapshot : snapshot with
    {
        State = health switch
        {
            { IsLoading: false, IsReady: true } => KnownResourceStates.Running,
            { HasFailed: true } => new ResourceStateSnapshot("Load failed", KnownResourceStateStyles.Error),
            _ => new ResourceStateSnapshot(health.ToString(), KnownResourceStateStyles.Info),
        },
    });

    private bool HasStopped() =>
        notifications.TryGetCurrentState(resource.Name, out var current) && IsTerminal(current.Snapshot);

    private static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);
}
