using Step35.Bench.Contestants;

namespace Step35.Bench.Scenarios;

/// <summary>An agent that calls a function in every round, and is then asked something new.</summary>
internal sealed class AgentScenario(int rounds, int answerLength) : IScenario
{
    private const int LeastResultTokens = 40;
    private const int MostResultTokens = 120;

    public string Name => "agent";

    public int Conversations => 1;

    public IReadOnlyList<Measure> Measures { get; } =
    [
        .. Enum.GetValues<Clock>().Select(clock => new Measure(
            $"first token, median of {rounds} rounds", clock, "ms", Bar.AtMost(0.80), run => Statistics.Median(run.SkipLast(1).Select(Milliseconds(clock))))),
        .. Enum.GetValues<Clock>().Select(clock => new Measure(
            "first token after a new question", clock, "ms", Bar: null, run => Milliseconds(clock)(run[^1]))),
    ];

    public async Task<IReadOnlyList<Completion>> RunAsync(IContestant contestant, PromptText text, CancellationToken cancellationToken)
    {
        var conversation = new AgentConversation(text);
        var completions = new List<Completion>();
        for (var round = 1; round <= rounds; round++)
        {
            completions.Add(await contestant.CompleteAsync(conversation.Continue(answerLength), cancellationToken));
            if (round < rounds)
                conversation.Add(completions[^1].Answer, text.Next(LeastResultTokens, MostResultTokens));
        }

        completions.Add(await contestant.CompleteAsync(conversation.AskAgain(completions[^1].Answer, answerLength), cancellationToken));
        return completions;
    }

    private static Func<Completion, double> Milliseconds(Clock clock) => completion => Rates.ReadingTime(completion, clock).TotalMilliseconds;
}
