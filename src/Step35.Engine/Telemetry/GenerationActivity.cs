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
    // A source introduces itself to every listener when it is made, and one of them may throw: then there is none until the next try.
    private static ActivitySource? _source;

    private static readonly string[] Stopped = ["stop"];
    private static readonly string[] Cut = ["length"];
    private static readonly string[] Looped = ["loop"];

    /// <summary>Starts an activity; null where nobody listens.</summary>
    public static Activity? Start(string name, KeyValuePair<string, object?>[] tags, int? maxTokens) =>
        FindSource() is { } source && source.HasListeners() ? StartHeard(source, name, tags, maxTokens) : null;

    public static void AddEvent(Activity? activity, string name) => activity?.AddEvent(new ActivityEvent(name));

    public static void Stop(Activity activity, FinishReason? reason, Exception? error)
    {
        if (reason is not null)
            activity.SetTag(AttributeNames.FinishReasons, Name(reason.Value));
        if (error is not null)
            activity.SetTag(AttributeNames.ErrorType, error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message);
        KeepCurrent(activity.Stop);
    }

    private static string[] Name(FinishReason reason) => reason switch
    {
        FinishReason.EndOfTurn or FinishReason.StopSequence => Stopped,
        FinishReason.Loop => Looped,
        _ => Cut,
    };

    // Apart from its caller, which would pay for the closure where nobody listens.
    private static Activity? StartHeard(ActivitySource source, string name, KeyValuePair<string, object?>[] tags, int? maxTokens)
    {
        Activity? activity = null;
        KeepCurrent(() => activity = source.StartActivity(name, ActivityKind.Internal, parentContext: default, tags));
        if (maxTokens is not null)
            activity?.SetTag(AttributeNames.RequestMaxTokens, maxTokens);
        return activity;
    }

    private static ActivitySource? FindSource()
    {
        if (_source is null)
            ListenerGuard.Report(0, static _ => _source = new ActivitySource(Step35Telemetry.ActivitySourceName, Step35Telemetry.Version));
        return _source;
    }

    private static void KeepCurrent(Action change)
    {
        var current = Activity.Current;
        ListenerGuard.Report(change, static change => change());
        Activity.Current = current;
    }
}
