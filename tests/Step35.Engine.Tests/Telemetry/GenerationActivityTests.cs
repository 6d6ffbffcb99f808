using System.Diagnostics;
using Step35.Engine.Decoding;
using Step35.Engine.Generation;
using Step35.Engine.Scheduling;
using Step35.Engine.Telemetry;
using Step35.Engine.Tokenization;
using Step35.TestModels.Scripted;

namespace Step35.Engine.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public class GenerationActivityTests
{
    private const string Model = "traced";

    private static readonly TokenId End = ByteVocabulary.Special("<|im_end|>");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_InsideAnActivity_IsItsChildAndNeverTheCurrentOne()
    {
        using var activities = new ActivityRecorder(Model);
        using var caller = new Activity("caller").Start();
        var onScheduler = new List<Activity?>();
        var backend = new ScriptedBackend(tokens => tokens.Count < 9 ? tokens[0] : End) { BeforeDecode = _ => onScheduler.Add(Activity.Current) };
        await using (var engine = ScriptedEngine.Create(backend, name: Model))
        {
            for (var round = 0; round < 2; round++)
                await foreach (var _ in engine.GenerateAsync(RequestOf("prompt"), Cancel))
                    Assert.Same(caller, Activity.Current);
        }

        Assert.Same(caller, Activity.Current);
        Assert.All(onScheduler, Assert.Null);
        Assert.Equal(2, activities.Stopped.Count);
        Assert.All(activities.Stopped, activity => Assert.Equal((caller.TraceId, caller.SpanId), (activity.TraceId, activity.ParentSpanId)));
    }

    [Fact]
    public async Task Generate_Answered_TellsTokensReasonAndStages()
    {
        using var activities = new ActivityRecorder(Model);
        await using (var engine = ScriptedEngine.Create(new ScriptedBackend(tokens => tokens[0]), name: Model))
            await RunAsync(engine, RequestOf("prompt") with { MaxTokens = 3 });

        var activity = Assert.Single(activities.Stopped);
        Assert.Equal(("text_completion traced", ActivityKind.Internal, ActivityStatusCode.Unset), (activity.DisplayName, activity.Kind, activity.Status));
        Assert.Equal((6, 0, 3), Usage(activity));
        Assert.Equal((3, "completed"), (activity.GetTagItem("gen_ai.request.max_tokens"), activity.GetTagItem("step35.outcome")));
        Assert.Equal(["length"], Assert.IsType<string[]>(activity.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.Equal((Model, "step35"), (activity.GetTagItem("gen_ai.request.model"), activity.GetTagItem("gen_ai.provider.name")));
        Assert.Equal(["step35.admitted", "step35.first_token"], activity.Events.Select(happened => happened.Name));
    }

    [Fact]
    public async Task Decode_Fails_StatusIsError()
    {
        using var activities = new ActivityRecorder(Model);
        var backend = new ScriptedBackend(tokens => tokens[0]) { BeforeDecode = _ => throw new DecodeFailedException(-3) };
        await using var engine = ScriptedEngine.Create(backend, name: Model);
        var error = await Assert.ThrowsAsync<DecodeFailedException>(() => RunAsync(engine, RequestOf("prompt")));
        var activity = Assert.Single(activities.Stopped);
        Assert.Equal((ActivityStatusCode.Error, error.Message), (activity.Status, activity.StatusDescription));
        Assert.Equal((typeof(DecodeFailedException).FullName, "failed"), (activity.GetTagItem("error.type"), activity.GetTagItem("step35.outcome")));
        Assert.Equal((6, 0, 0), Usage(activity));
    }

    [Fact]
    public async Task Post_Refused_EndsWithoutStages()
    {
        using var activities = new ActivityRecorder(Model);
        await using var engine = ScriptedEngine.Create(new ScriptedBackend(_ => End) { SequenceLength = 6 }, name: Model);
        await Assert.ThrowsAsync<ContextFullException>(() => RunAsync(engine, RequestOf("prompt")));
        var activity = Assert.Single(activities.Stopped);
        Assert.Equal((ActivityStatusCode.Error, "refused"), (activity.Status, activity.GetTagItem("step35.outcome")));
        Assert.Null(activity.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Empty(activity.Events);
    }

    [Fact]
    public async Task Generate_CallerLeaves_IsNoError()
    {
        using var activities = new ActivityRecorder(Model);
        await using (var engine = ScriptedEngine.Create(new ScriptedBackend(tokens => tokens[0]), name: Model))
        {
            await foreach (var _ in engine.GenerateAsync(RequestOf("endless"), Cancel))
                break;
        }

        var activity = Assert.Single(activities.Stopped);
        Assert.Equal((ActivityStatusCode.Unset, "cancelled"), (activity.Status, activity.GetTagItem("step35.outcome")));
        Assert.Null(activity.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Listeners_Throw_RequestsGoOn()
    {
        var failures = 0;
        void Fail() => throw new InvalidOperationException($"listener is gone {Interlocked.Increment(ref failures)}");
        using var metrics = new MetricRecorder(Model) { AfterRecord = Fail };
        using var activities = new ActivityRecorder(Model) { BeforeRecord = Fail };
        await using (var engine = ScriptedEngine.Create(new ScriptedBackend(tokens => tokens.Count < 9 ? tokens[0] : End), name: Model))
        {
            await RunAsync(engine, RequestOf("prompt"));
            await RunAsync(engine, RequestOf("prompt"));
        }

        Assert.InRange(failures, 6, int.MaxValue);
    }

    [Fact]
    public void Post_NobodyListens_HasNoActivity()
    {
        using var telemetry = new EngineTelemetry(Model, TimeProvider.System);
        Assert.Null(telemetry.Post(RequestOf("prompt"), postedAt: 0).Activity);
    }

    private static (object?, object?, object?) Usage(Activity activity) => (
        activity.GetTagItem("gen_ai.usage.input_tokens"),
        activity.GetTagItem("gen_ai.usage.cache_read.input_tokens"),
        activity.GetTagItem("gen_ai.usage.output_tokens"));

    private static GenerationRequest RequestOf(string prompt) => new() { Prompt = ByteVocabulary.Parse(prompt) };

    private static async Task RunAsync(Step35Engine engine, GenerationRequest request)
    {
        await foreach (var _ in engine.GenerateAsync(request, Cancel))
        {
        }
    }
}
