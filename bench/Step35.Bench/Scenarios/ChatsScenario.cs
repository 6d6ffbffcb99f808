using Step35.Bench.Contestants;

namespace Step35.Bench.Scenarios;

/// <summary>Several chats at once, each with a prompt of its own.</summary>
internal sealed class ChatsScenario(int chats, int answerLength, Bar? bar) : IScenario
{
    private const int PromptLength = 96;

    public string Name => $"chats-{chats}";

    public int Conversations => chats;

    public IReadOnlyList<Measure> Measures { get; } =
    [
        .. Enum.GetValues<Clock>().Select(clock => new Measure(
            $"{chats} at once, {answerLength} tokens each", clock, Rates.TokensPerSecond, bar, run => Rates.Total(run, clock))),
    ];

    public async Task<IReadOnlyList<Completion>> RunAsync(IContestant contestant, PromptText text, CancellationToken cancellationToken)
    {
        var requests = Enumerable.Range(0, chats).Select(_ => new CompletionRequest(text.Chat(PromptLength), answerLength)).ToList();
        return await Task.WhenAll(requests.Select(request => contestant.CompleteAsync(request, cancellationToken)));
    }
}
