using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Step35.Aspire.Hosting.Readiness;

/// <summary>Shows in the dashboard's State column how far a model is loaded or downloaded.</summary>
/// <remarks>
/// Health is looked at only while a resource's state is Running, so that state is given back as soon as the model is there.
/// </remarks>
internal sealed class LoadProgress(Step35FlashResource resource, HostProbe probe, ResourceNotificationService notifications, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>The text of a state, such as <c>Loading 71 %</c>.</summary>
    public static string Describe(HostStatus status)
    {
        var name = status.Status.Length == 0 ? "Starting" : char.ToUpperInvariant(status.Status[0]) + status.Status[1..];
        return status.Progress is { } share ? string.Create(CultureInfo.InvariantCulture, $"{name} {share * 100:F0} %") : name;
    }

    /// <summary>Reports until the model is ready, the load has failed, or the resource has stopped.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false) && !HasStopped())
        {
            var status = await probe.AskAsync(cancellationToken).ConfigureAwait(false);
            if (status is null)
                continue;
            await ShowAsync(status).ConfigureAwait(false);
            if (status.Status is "ready" or "failed")
                return;
        }
    }

    private Task ShowAsync(HostStatus status) => notifications.PublishUpdateAsync(resource, snapshot => snapshot with
    {
        State = status.Status switch
        {
            _ when IsTerminal(snapshot) => snapshot.State,
            "ready" => KnownResourceStates.Running,
            "failed" => new ResourceStateSnapshot("Load failed", KnownResourceStateStyles.Error),
            _ => new ResourceStateSnapshot(Describe(status), KnownResourceStateStyles.Info),
        },
    });

    private bool HasStopped() =>
        notifications.TryGetCurrentState(resource.Name, out var current) && IsTerminal(current.Snapshot);

    private static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);
}
