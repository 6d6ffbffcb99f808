using System.Collections.Concurrent;
using System.Diagnostics;
using Step35.Engine.Telemetry;

namespace Step35.Engine.Tests.Telemetry;

/// <summary>Listens to the activities of engines with one model name.</summary>
internal sealed class ActivityRecorder : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _stopped = [];

    public ActivityRecorder(string model)
    {
        bool IsOurs(Activity activity) => activity.DisplayName.EndsWith(model, StringComparison.Ordinal);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Step35Telemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (IsOurs(activity))
                    BeforeRecord?.Invoke();
            },
            ActivityStopped = activity =>
            {
                if (!IsOurs(activity))
                    return;
                _stopped.Enqueue(activity);
                BeforeRecord?.Invoke();
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Gets what runs when an activity starts and when it stops.</summary>
    public Action? BeforeRecord { get; init; }

    public IReadOnlyCollection<Activity> Stopped => _stopped;

    public void Dispose() => _listener.Dispose();
}
