using System.Diagnostics.Metrics;

namespace Step35.Engine.Telemetry;

/// <summary>The instruments of one engine and the tags that tell it from others; docs/metrics.md says what each one means.</summary>
/// <remarks>
/// Names, units and buckets that begin with gen_ai follow OpenTelemetry's conventions for generative AI. The meter is tagged as well:
/// exporters keep meters of one name apart by their tags, so that disposing one engine does not silence another.
/// </remarks>
internal sealed class EngineInstruments : IDisposable
{
    internal const string Operation = "text_completion";

    private const string Provider = "step35";

    private static readonly double[] RequestSeconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly double[] FirstTokenSeconds = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] OutputTokenSeconds = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5];
    private static readonly double[] QueueSeconds = [0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
    private static readonly double[] StepSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5];
    private static readonly long[] TokenCounts =
        [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

    private static readonly long[] DraftLengths = [0, 1, 2, 3, 4, 5, 6, 7, 8];

    // What is made by a meter that is closed introduces itself to nobody.
    private static readonly Meter Unheard = CreateUnheard();

    private static int _engines;

    private readonly Meter _meter;

    public EngineInstruments(string model)
    {
        KeyValuePair<string, object?> engine = new(AttributeNames.EngineId, Interlocked.Increment(ref _engines));
        EngineTags = [engine, new(AttributeNames.RequestModel, model)];
        GenerationTags =
        [
            .. EngineTags,
            new(AttributeNames.ResponseModel, model),
            new(AttributeNames.OperationName, Operation),
            new(AttributeNames.ProviderName, Provider),
        ];
        InputTags = [.. GenerationTags, new(AttributeNames.TokenType, "input")];
        OutputTags = [.. GenerationTags, new(AttributeNames.TokenType, "output")];

        _meter = new Meter(new MeterOptions(Step35Telemetry.MeterName) { Version = Step35Telemetry.Version, Tags = [engine] });
        RequestDuration = CreateSeconds("gen_ai.server.request.duration", "Time from posting a request to its end.", RequestSeconds);
        TimeToFirstToken = CreateSeconds("gen_ai.server.time_to_first_token", "Time from posting to the first token.", FirstTokenSeconds);
        TimePerOutputToken = CreateSeconds("gen_ai.server.time_per_output_token", "Time for each token after the first.", OutputTokenSeconds);
        TokenUsage = CreateTokens("gen_ai.client.token.usage", "Tokens of one request.", TokenCounts);
        InputTokens = CreateCounter("step35.tokens.input", "{token}", "Prompt tokens of admitted requests, those that were reused included.");
        CachedTokens = CreateCounter("step35.tokens.cached", "{token}", "Prompt tokens that were reused.");
        OutputTokens = CreateCounter("step35.tokens.output", "{token}", "Tokens written.");
        PrefixHits = CreateCounter("step35.prefix.hits", "{request}", "Admitted requests that reused tokens.");
        RefusedRequests = CreateCounter("step35.requests.refused", "{request}", "Requests that were refused.");
        QueueDuration = CreateSeconds("step35.queue.duration", "Time from posting to admission.", QueueSeconds);
        Steps = CreateCounter("step35.decode.steps", "{step}", "Decode steps.");
        Rows = CreateCounter("step35.decode.rows", "{row}", "Tokens that decode steps computed.");
        DraftedTokens = CreateCounter("step35.draft.tokens", "{token}", "Tokens that were guessed ahead.");
        AcceptedTokens = CreateCounter("step35.draft.accepted", "{token}", "Guessed tokens that were right.");
        AcceptedLength = CreateTokens("step35.draft.accepted_length", "Right tokens of one draft.", DraftLengths);
        DraftDuration = CreateSeconds("step35.draft.duration", "Time that the drafts of one step took.", StepSeconds);
        StepDuration = CreateSeconds("step35.decode.duration", "Time of one decode step, choosing its tokens included.", StepSeconds);
    }

    /// <summary>Gets the tags of our own instruments.</summary>
    public KeyValuePair<string, object?>[] EngineTags { get; }

    /// <summary>Gets the tags of the conventions' instruments, and of activities.</summary>
    public KeyValuePair<string, object?>[] GenerationTags { get; }

    public KeyValuePair<string, object?>[] InputTags { get; }

    public KeyValuePair<string, object?>[] OutputTags { get; }

    public Histogram<double> RequestDuration { get; }

    public Histogram<double> TimeToFirstToken { get; }

    public Histogram<double> TimePerOutputToken { get; }

    public Histogram<long> TokenUsage { get; }

    public Counter<long> InputTokens { get; }

    public Counter<long> CachedTokens { get; }

    public Counter<long> OutputTokens { get; }

    public Counter<long> PrefixHits { get; }

    public Counter<long> RefusedRequests { get; }

    public Histogram<double> QueueDuration { get; }

    public Counter<long> Steps { get; }

    public Counter<long> Rows { get; }

    public Counter<long> DraftedTokens { get; }

    public Counter<long> AcceptedTokens { get; }

    public Histogram<long> AcceptedLength { get; }

    public Histogram<double> DraftDuration { get; }

    public Histogram<double> StepDuration { get; }

    /// <summary>Adds the instruments that look at the load when they are read.</summary>
    /// <param name="measure">Measures the load on any thread.</param>
    public void Watch(Func<EngineLoad> measure)
    {
        CreateLevel("step35.queue.length", "{request}", "Requests that wait.", () => measure().WaitingRequests);
        CreateLevel("step35.sequences.busy", "{sequence}", "Sequences that belong to a running request.", () => measure().BusySequences);
        CreateLevel("step35.kv.tokens", "{token}", "Computed tokens in the KV cache.", () => measure().KvTokens);
        CreateLevel("step35.checkpoints.size", "By", "Memory of the checkpoints.", () => measure().CheckpointBytes);
        CreateLevel("step35.prefix_store.size", "By", "Memory of the saved conversations.", () => measure().StoredBytes);
        Create(meter => meter.CreateObservableGauge(
            "step35.kv.utilization", () => new Measurement<double>(measure().KvShare, EngineTags), "1", "Share of the KV cache that holds computed tokens."));
    }

    public void Dispose() => _meter.Dispose();

    private Counter<long> CreateCounter(string name, string unit, string description) =>
        Create(meter => meter.CreateCounter<long>(name, unit, description));

    private Histogram<double> CreateSeconds(string name, string description, double[] buckets) => Create(
        meter => meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets }));

    private Histogram<long> CreateTokens(string name, string description, long[] buckets) => Create(
        meter => meter.CreateHistogram(name, "{token}", description, advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = buckets }));

    // Levels of several engines add up, which a gauge would not say.
    private void CreateLevel(string name, string unit, string description, Func<long> measure) => Create(
        meter => meter.CreateObservableUpDownCounter(name, () => new Measurement<long>(measure(), EngineTags), unit, description));

    // An instrument introduces itself to every listener when it is made. One that throws then costs the instrument, not the engine.
    private T Create<T>(Func<Meter, T> create)
    {
        try
        {
            return create(_meter);
        }
#pragma warning disable CA1031 // There is nowhere left to report it to.
        catch (Exception)
#pragma warning restore CA1031
        {
            return create(Unheard);
        }
    }

    private static Meter CreateUnheard()
    {
        var meter = new Meter(Step35Telemetry.MeterName);
        meter.Dispose();
        return meter;
    }
}
