using Step35.Bench.Contestants;

namespace Step35.Bench.Scenarios;

/// <summary>A prompt that nobody has seen before.</summary>
internal sealed class ReadingScenario(string name, int promptLength) : IScenario
{
    public string Name => name;

    public int Conversations => 1;

    public IReadOnlyList<Measure> Measures { get; } =
    [
        .. Enum.GetValues<Clock>().Select(clock => new Measure(
            $"reading {promptLength} tokens", clock, Rates.TokensPerSecond, Bar.AtLeast(0.98), run => Rates.Reading(run[0], clock))),
    ];

    public async Task<IReadOnlyList<Completion>> RunAsync(IContestant contestant, PromptText text, CancellationToken cancellationToken) =>
        [await contestant.CompleteAsync(new CompletionRequest(text.Chat(promptLength), AnswerLength: 1), cancellationToken)];
}
