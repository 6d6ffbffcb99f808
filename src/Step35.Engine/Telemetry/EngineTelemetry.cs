using Step35.Engine.Generation;
using Step35.Engine.Scheduling;

namespace Step35.Engine.Telemetry;

/// <summary>What one engine reports: it is told facts and turns them into metrics and traces.</summary>
/// <remarks>Safe for concurrent calls. Where nobody listens a fact costs next to nothing, and a listener that throws is ignored.</remarks>
internal sealed class EngineTelemetry(string model, TimeProvider time) : IDisposable
{
    private readonly EngineInstruments _instruments = new(model);
    private readonly string _activityName = $"{EngineInstruments.Operation} {model}";

    /// <summary>Lets the engine's load be observed.</summary>
    /// <param name="measure">Measures the load on any thread.</param>
    public void Watch(Func<EngineLoad> measure) => _instruments.Watch(measure);

    /// <summary>Begins to follow a request that is being posted.</summary>
    public RequestTelemetry Post(GenerationRequest request, long postedAt) => new(_instruments, time, postedAt, request.Prompt.Count)
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

    public void Dispose() => _instruments.Dispose();
}
