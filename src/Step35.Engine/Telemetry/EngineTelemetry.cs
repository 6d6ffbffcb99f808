using Step35.Engine.Drafting;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;

namespace Step35.Engine.Telemetry;

/// <summary>What one engine reports: it is told facts and turns them into metrics and traces.</summary>
/// <remarks>Safe for concurrent calls. Where nobody listens a fact costs next to nothing, and a listener that throws is ignored.</remarks>
internal sealed class EngineTelemetry : IDisposable
{
    private readonly EngineInstruments _instruments;
    private readonly DraftTags _draftTags;
    private readonly TimeProvider _time;
    private readonly string _activityName;

    public EngineTelemetry(string model, TimeProvider time)
    {
        _time = time;
        _instruments = new EngineInstruments(model);
        _draftTags = new DraftTags(_instruments.EngineTags);
        _activityName = $"{EngineInstruments.Operation} {model}";
    }

    /// <summary>Lets the engine's load be observed.</summary>
    /// <param name="measure">Measures the load on any thread.</param>
    public void Watch(Func<EngineLoad> measure) => _instruments.Watch(measure);

    /// <summary>Begins to follow a request that is being posted.</summary>
    public RequestTelemetry Post(GenerationRequest request, long postedAt) => new(_instruments, _time, postedAt, request.Prompt.Count)
    {
        Activity = GenerationActivity.Start(_activityName, _instruments.GenerationTags, request.MaxTokens),
    };

    /// <summary>Counts a prompt that is refused before it can be posted.</summary>
    /// <returns>The error, to be thrown.</returns>
    public ContextFullException Refuse(ContextFullException error)
    {
        Refusal.Report(_instruments, error);
        return error;
    }

    /// <summary>Takes note of a step.</summary>
    /// <param name="rows">How many tokens were in its batch.</param>
    /// <param name="written">How many tokens were chosen.</param>
    /// <param name="elapsed">How long it took.</param>
    public void StepDone(int rows, int written, TimeSpan elapsed)
    {
        _instruments.Steps.Report(1, _instruments.EngineTags);
        _instruments.Rows.Report(rows, _instruments.EngineTags);
        _instruments.OutputTokens.Report(written, _instruments.EngineTags);
        _instruments.StepDuration.Report(elapsed.TotalSeconds, _instruments.EngineTags);
    }

    /// <summary>Takes note of how a sequence's draft fared.</summary>
    public void Drafted(Draft draft)
    {
        if (draft.Count == 0)
            return;
        for (var index = 0; index < draft.Count; index++)
            _instruments.DraftedTokens.Report(1, _draftTags.Of(draft.Source, index));
        for (var index = 0; index < draft.Accepted; index++)
            _instruments.AcceptedTokens.Report(1, _draftTags.Of(draft.Source, index));
        _instruments.AcceptedLength.Report(draft.Accepted, _draftTags.Of(draft.Source));
    }

    /// <summary>Takes note of the time that the drafts of a step took.</summary>
    public void DraftingDone(TimeSpan elapsed) => _instruments.DraftDuration.Report(elapsed.TotalSeconds, _instruments.EngineTags);

    public void Dispose() => _instruments.Dispose();
}
