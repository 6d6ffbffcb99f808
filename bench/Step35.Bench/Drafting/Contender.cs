using Step35.Bench.Contestants;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>An engine that drafts by one length, or by what it finds best.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Length">The length; null leaves it to the engine.</param>
internal sealed record Contender(EngineContestant Engine, int? Length)
{
    private const int PromptLength = 48;

    private readonly List<double> _rates = [];
    private DraftCount _drafts;

    /// <summary>Gets the median speed of all runs, in tokens a second.</summary>
    public double Rate => Statistics.Median(_rates);

    /// <summary>Gets its speed as a share of another's: the median of the runs, in each of which both were equally disturbed.</summary>
    public double Compare(Contender other) => Statistics.Median(_rates.Zip(other._rates, (one, another) => one / another));

    /// <summary>Has answers written side by side.</summary>
    /// <param name="text">Makes prompts that were never read before.</param>
    /// <param name="sequences">How many answers.</param>
    /// <param name="answerLength">How long each is.</param>
    /// <param name="run">The run, which decides what is written.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public async Task RunAsync(PromptText text, int sequences, int answerLength, int run, CancellationToken cancellationToken)
    {
        var requests = Enumerable.Range(0, sequences).Select(index => new CompletionRequest(text.Chat(PromptLength), answerLength)
        {
            DraftTokens = Length,
            Seed = (uint)((run * sequences) + index),
        }).ToList();
        var answers = await Task.WhenAll(requests.Select(request => Engine.CompleteAsync(request, cancellationToken)));
        _drafts += DraftCount.Sum(answers);
        // The first run meets a chance that the estimates do not know yet.
        if (run > 0)
            _rates.Add(Rates.Together(answers));
        await Quiet.WaitAsync(Engine, cancellationToken);
    }

    /// <summary>Checks that as many drafts were right as the chance says.</summary>
    public void Check(double chance)
    {
        if (Length is > 0 and { } length)
            new DraftLuck(chance, length).Check(_drafts.Drafted, _drafts.Accepted);
    }
}
