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

    // Guessing three tokens ahead costs more than it saves in a model as small as this, so one turn in a few must do.
    private const int TurnsPerDraftedTurn = 4;

    /// <summary>Gets the rates without constraints, and how many guesses of each head were right.</summary>
    internal Rates Free { get; private set; } = new();

    /// <summary>Gets the rates where calls must satisfy their schemas.</summary>
    internal Rates Constrained { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        await using (var engine = await LoadAsync(draftTokens: 0))
        {
            Free = await AnswerAsync(engine, HeldOutTurn.All, ConstraintLevel.Off);
            Constrained = await AnswerAsync(engine, HeldOutTurn.All, ConstraintLevel.Strict);
        }

        await using var drafting = await LoadAsync(Heads);
        using var recorder = new MetricRecorder(drafting.Model.Name);
        await AnswerAsync(drafting, [.. HeldOutTurn.All.Where((_, index) => index % TurnsPerDraftedTurn == 0)], ConstraintLevel.Off);
        for (var head = 1; head <= Heads; head++)
            Free.Add($"guesses of head {head}", Count(recorder, "step35.draft.accepted", head), Count(recorder, "step35.draft.tokens", head));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task<Step35Engine> LoadAsync(int draftTokens) => Step35Engine.LoadAsync(new Step35Options
    {
        ModelPath = NanoModel.Path,
        ContextLength = 2048,
        Threads = 1,
        MaxSequences = Sequences,
        QueueCapacity = 1 << 12,
        DraftTokens = draftTokens,
        PromptLookup = false,
    });

    private static async Task<Rates> AnswerAsync(Step35Engine engine, IReadOnlyList<HeldOutTurn> turns, ConstraintLevel constraints)
    {
        using var client = new Step35ChatClient(engine, new Step35Options { Constraints = constraints });
        var responses = await Task.WhenAll(turns.Select(turn => client.GetResponseAsync(turn.Before, OptionsOf(turn))));
        var rates = new Rates();
        foreach (var (figure, isRight) in turns.Zip(responses).SelectMany(pair => TurnJudge.Judge(pair.First, pair.Second)))
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

    private static int Count(MetricRecorder recorder, string instrument, int head) =>
        (int)recorder.Of(instrument).Where(measurement => measurement.Tags["step35.draft.position"] is int place && place == head)
            .Sum(measurement => measurement.Value);
}
