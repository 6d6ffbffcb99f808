using Step35.Bench.Contestants;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>Has trials run on one engine, whole rounds of them.</summary>
internal sealed class TrialRunner(EngineContestant engine, TestDevice device)
{
    // One for all cases, so that the engine has never read a prompt before.
    private readonly PromptText _prompts = new(engine.Tokenizer, seed: 1);

    private readonly Random _order = new(Seed: 1);

    /// <summary>Lets every contender take its turn, in an order that chance decides.</summary>
    /// <param name="case">What is measured.</param>
    /// <param name="round">The round, which decides what is written: the same for all.</param>
    /// <param name="contenders">Who takes part.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<DraftTrial>> RunRoundAsync(
        DraftCase @case, int round, IEnumerable<Contender> contenders, CancellationToken cancellationToken)
    {
        var order = contenders.ToArray();
        _order.Shuffle(order);
        var trials = new List<DraftTrial>();
        foreach (var contender in order)
            trials.Add(await RunAsync(@case, round, contender, cancellationToken));
        return trials;
    }

    private async Task<DraftTrial> RunAsync(DraftCase @case, int round, Contender contender, CancellationToken cancellationToken)
    {
        var steps = new StepRecorder(@case.Sequences);
        (device.Script.Chance, device.Steps) = (@case.Chance, steps);
        var answerLength = AdaptiveSettings.AnswerLength(@case.Sequences);
        var requests = Enumerable.Range(0, @case.Sequences).Select(index => new CompletionRequest(_prompts.Chat(AdaptiveSettings.PromptLength), answerLength)
        {
            DraftTokens = contender.Length,
            Seed = (uint)((round * @case.Sequences) + index),
        }).ToList();
        var answers = await Task.WhenAll(requests.Select(request => engine.CompleteAsync(request, cancellationToken)));
        // It refuses a trial with too few steps for the rest.
        var lengths = steps.Sum();
        return new DraftTrial
        {
            Case = @case,
            Round = round,
            Contender = contender,
            Tokens = steps.Tokens,
            Seconds = steps.Elapsed.TotalSeconds,
            ProcessorSeconds = steps.ProcessorTime.TotalSeconds,
            Drafts = DraftCount.Sum(answers),
            Lengths = lengths,
        };
    }
}
