using System.Diagnostics;
using Step35.Bench.Contestants;

namespace Step35.Bench.Scenarios;

/// <summary>A long prompt arrives while others are being answered: how long do they wait for their next tokens?</summary>
internal sealed class ArrivalScenario(int promptLength, int answerLength) : IScenario
{
    private const int Streams = 4;
    private const int StreamPromptLength = 96;
    private const int TokensBeforeArrival = 16;

    public string Name => "arrival";

    public int Conversations => Streams + 1;

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("worst gap of running answers", Clock.Caller, "ms", Bar.AtMost(0.5), run => Gaps(run).Max()),
        new("99th percentile of their gaps", Clock.Caller, "ms", Bar.AtMost(0.5), run => Statistics.Percentile(Gaps(run), 99)),
        new($"first token after {promptLength} tokens", Clock.Caller, "ms", Bar: null, run => run[^1].SeenReadingTime.TotalMilliseconds),
    ];

    public async Task<IReadOnlyList<Completion>> RunAsync(IContestant contestant, PromptText text, CancellationToken cancellationToken)
    {
        using var warm = new CountdownEvent(Streams);
        var allWarm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var streams = Enumerable.Range(0, Streams)
            .Select(_ => new CompletionRequest(text.Chat(StreamPromptLength), answerLength) { OnToken = CountWarm })
            .ToList();
        var arrival = new CompletionRequest(text.Chat(promptLength), AnswerLength: 1);

        var answers = Task.WhenAll(streams.Select(stream => contestant.CompleteAsync(stream, cancellationToken)));
        // When a stream fails, the others never warm up.
        await Task.WhenAny(allWarm.Task, answers);
        var late = await contestant.CompleteAsync(arrival, cancellationToken);
        return [.. await answers, late];

        void CountWarm(int tokens)
        {
            if (tokens == TokensBeforeArrival && warm.Signal())
                allWarm.SetResult();
        }
    }

    public IReadOnlyList<string> Draw(IReadOnlyList<IReadOnlyList<Completion>> ours, IReadOnlyList<IReadOnlyList<Completion>> theirs) =>
        Histogram.Draw([.. ours.SelectMany(Gaps)], [.. theirs.SelectMany(Gaps)]);

    /// <summary>Lists the gaps between tokens, in milliseconds, that overlap the reading of the late prompt.</summary>
    private static IReadOnlyList<double> Gaps(IReadOnlyList<Completion> run)
    {
        var (start, end) = (run[^1].Start, run[^1].Arrivals[0]);
        var gaps = run.SkipLast(1)
            .SelectMany(stream => stream.Arrivals.Zip(stream.Arrivals.Skip(1)))
            .Where(gap => gap.Second > start && gap.First < end)
            .Select(gap => Stopwatch.GetElapsedTime(gap.First, gap.Second).TotalMilliseconds)
            .ToList();
        return gaps.Count > 0 ? gaps : throw new BenchException("The running answers ended before the long prompt was read; nothing was measured.");
    }
}
