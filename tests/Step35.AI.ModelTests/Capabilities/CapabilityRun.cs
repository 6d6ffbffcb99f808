using Microsoft.Extensions.AI;
using Step35.Engine;
using Step35.Engine.Tests.Telemetry;
using Step35.TestModels;

namespace Step35.AI.ModelTests.Capabilities;

/// <summary>The whole held-out sample, answered once with constraints and once without.</summary>
public sealed class CapabilityRun : IAsyncLifetime
{
    private const int Heads = 3;
    private const int Sequences = 8;

    private static Step35Options Options => new()
    {
        ModelPath = NanoModel.Path,
        ContextLength = 2048,
        Threads = 1,
        MaxSequences = Sequences,
        QueueCapacity = 1 << 12,
        DraftTokens = Heads,
        PromptLookup = false,
    };

    /// <summary>Gets the rates without constraints, and how many guesses of each head were right.</summary>
    internal Rates Free { get; private set; } = new();

    /// <summary>Gets the rates where calls must satisfy their schemas.</summary>
    internal Rates Constrained { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        await using var engine = await Step35Engine.LoadAsync(Options);
        using var recorder = new MetricRecorder(engine.Model.Name);
        Free = await AnswerAsync(engine, ConstraintLevel.Off);
        AddDrafts(recorder);
        Constrained = await AnswerAsync(engine, ConstraintLevel.Strict);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<Rates> AnswerAsync(Step35Engine engine, ConstraintLevel constraints)
    {
        using var client = new Step35ChatClient(engine, new Step35Options { Constraints = constraints });
        var responses = await Task.WhenAll(HeldOutTurn.All.Select(turn => client.GetResponseAsync(turn.Before, OptionsOf(turn))));
        var rates = new Rates();
        foreach (var (figure, isRight) in HeldOutTurn.All.Zip(responses).SelectMany(pair => TurnJudge.Judge(pair.First, pair.Second)))
            rates.Add(figure, isRight ? 1 : 0, 1);
        return rates;
    }

    private static ChatOptions OptionsOf(HeldOutTurn turn)
    {
        var options = NanoChat.Greedy;
        options.Tools = [.. turn.Tools];
        options.Reasoning = turn.Thinks ? null : new() { Effort = ReasoningEffort.None };
        return options;
    }

    private void AddDrafts(MetricRecorder recorder)
    {
        for (var head = 1; head <= Heads; head++)
            Free.Add($"guesses of head {head}", Count(recorder, "step35.draft.accepted", head), Count(recorder, "step35.draft.tokens", head));
    }

    private static int Count(MetricRecorder recorder, string instrument, int head) =>
        (int)recorder.Of(instrument).Where(measurement => measurement.Tags["step35.draft.position"] is int place && place == head)
            .Sum(measurement => measurement.Value);
}
