using System.Diagnostics;
using Step35.Engine.Generation;

namespace Step35.Engine.Telemetry;

/// <summary>Follows one request from its posting to its end, and reports it exactly once.</summary>
/// <remarks>One thread at a time: whichever holds the request.</remarks>
internal sealed class RequestTelemetry(EngineInstruments instruments, TimeProvider time, long postedAt, int promptTokens)
{
    private int? _cachedTokens;
    private int _outputTokens;
    private GenerationSummary? _summary;

    /// <summary>Gets the request's activity; null where nobody listens.</summary>
    public Activity? Activity { get; init; }

    /// <summary>Takes note that the request was given a sequence.</summary>
    /// <param name="cachedTokens">How many of the prompt's tokens need not be computed again.</param>
    public void Admitted(int cachedTokens)
    {
        _cachedTokens = cachedTokens;
        GenerationActivity.AddEvent(Activity, "step35.admitted");
        instruments.QueueDuration.Report(time.GetElapsedTime(postedAt).TotalSeconds, instruments.EngineTags);
        instruments.InputTokens.Report(promptTokens, instruments.EngineTags);
        if (cachedTokens == 0)
            return;
        instruments.CachedTokens.Report(cachedTokens, instruments.EngineTags);
        instruments.PrefixHits.Report(1, instruments.EngineTags);
    }

    /// <summary>Takes note of what is handed to the caller.</summary>
    public void Published(in GenerationUpdate update)
    {
        _summary = update.Summary;
        if (update.Token is not null && ++_outputTokens == 1)
            GenerationActivity.AddEvent(Activity, "step35.first_token");
    }

    /// <summary>Takes note of the request's end.</summary>
    /// <param name="error">What the caller is told; null when the answer is complete or the caller is gone.</param>
    public void Finished(Exception? error)
    {
        var outcome = _summary is not null ? "completed" : error is null ? "cancelled" : Refusal.ReasonOf(error) is null ? "failed" : "refused";
        ReportEnd(outcome, error);
        if (Activity is not null)
            EndActivity(Activity, outcome, error);
    }

    private void ReportEnd(string outcome, Exception? error)
    {
        KeyValuePair<string, object?>[] tags = [.. instruments.GenerationTags, new(AttributeNames.Outcome, outcome)];
        if (error is not null)
            tags = [.. tags, new(AttributeNames.ErrorType, error.GetType().FullName)];
        instruments.RequestDuration.Report(time.GetElapsedTime(postedAt).TotalSeconds, tags);
        Refusal.Report(instruments, error);
        if (_cachedTokens is null)
            return;
        instruments.TokenUsage.Report(promptTokens, instruments.InputTags);
        instruments.TokenUsage.Report(_outputTokens, instruments.OutputTags);
        if (_summary is not null)
            ReportSpeed(_summary);
    }

    private void ReportSpeed(GenerationSummary summary)
    {
        instruments.TimeToFirstToken.Report((summary.QueueTime + summary.PrefillTime).TotalSeconds, instruments.GenerationTags);
        if (_outputTokens > 1)
            instruments.TimePerOutputToken.Report(summary.DecodeTime.TotalSeconds / (_outputTokens - 1), instruments.GenerationTags);
    }

    private void EndActivity(Activity activity, string outcome, Exception? error)
    {
        activity.SetTag(AttributeNames.Outcome, outcome);
        if (_cachedTokens is not null)
            activity.SetTag(AttributeNames.InputTokens, promptTokens)
                .SetTag(AttributeNames.CachedTokens, _cachedTokens)
                .SetTag(AttributeNames.OutputTokens, _outputTokens);
        GenerationActivity.Stop(activity, _summary?.FinishReason, error);
    }
}
