using System.Diagnostics;
using Step35.Engine.Generation;

namespace Step35.Engine.Telemetry;

/// <summary>Starts and stops the activities of requests.</summary>
/// <remarks>
/// An activity is a child of the caller's but never becomes the current one: it ends on another thread than it began, and what the caller
/// does between two tokens is no part of it.
/// </remarks>
internal static class GenerationActivity
{
    private static readonly ActivitySource Source = new(Step35Telemetry.ActivitySourceName, Step35Telemetry.Version);
    private static readonly string[] Stopped = ["stop"];
    private static readonly string[] Cut = ["length"];

    /// <summary>Starts an activity; null where nobody listens.</summary>
    public static Activity? Start(string name, KeyValuePair<string, object?>[] tags, int? maxTokens) =>
        Source.HasListeners() ? StartHeard(name, tags, maxTokens) : null;

    public static void AddEvent(Activity? activity, string name) => activity?.AddEvent(new ActivityEvent(name));

    public static void Stop(Activity activity, FinishReason? reason, Exception? error)
    {
        if (reason is not null)
            activity.SetTag(AttributeNames.FinishReasons, reason is FinishReason.EndOfTurn or FinishReason.StopSequence ? Stopped : Cut);
        if (error is not null)
            activity.SetTag(AttributeNames.ErrorType, error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message);
        KeepCurrent(activity.Stop);
    }

    // Apart from its caller, which would pay for the closure where nobody listens.
    private static Activity? StartHeard(string name, KeyValuePair<string, object?>[] tags, int? maxTokens)
    {
        Activity? activity = null;
        KeepCurrent(() => activity = Source.StartActivity(name, ActivityKind.Internal, parentContext: default, tags));
        if (maxTokens is not null)
            activity?.SetTag(AttributeNames.RequestMaxTokens, maxTokens);
        return activity;
    }

    private static void KeepCurrent(Action change)
    {
        var current = Activity.Current;
        ListenerGuard.Report(change, static change => change());
        Activity.Current = current;
    }
}
