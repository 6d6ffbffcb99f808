using Step35.Bench.Contestants;

namespace Step35.Bench.Scenarios;

/// <summary>One long answer to a short prompt.</summary>
internal sealed class DecodingScenario(int answerLength) : IScenario
{
    private const int PromptLength = 32;

    public string Name => "decode";

    public int Conversations => 1;

    public IReadOnlyList<Measure> Measures { get; } =
    [
        .. Enum.GetValues<Clock>().Select(clock => new Measure(
            $"decoding {answerLength} tokens", clock, Rates.TokensPerSecond, Bar.AtLeast(1.00), run => Rates.Writing(run[0], clock))),
    ];

    public async Task<IReadOnlyList<Completion>> RunAsync(IContestant contestant, PromptText text, CancellationToken cancellationToken) =>
        [await contestant.CompleteAsync(new CompletionRequest(text.Chat(PromptLength), answerLength), cancellationToken)];
}
