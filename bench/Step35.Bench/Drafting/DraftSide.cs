using System.Globalization;
using Step35.Bench.Contestants;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>A side that drafts by one length, or by what it finds best.</summary>
/// <param name="IsOurs">Whether it is the engine.</param>
/// <param name="Length">The length; null leaves it to the side.</param>
/// <param name="Contestant">The side.</param>
internal sealed record DraftSide(bool IsOurs, int? Length, IContestant Contestant)
{
    private readonly List<(PromptSet Prompts, IReadOnlyList<Completion> Answers)> _runs = [];

    /// <summary>Answers the prompts one after the other.</summary>
    /// <param name="prompts">What they are.</param>
    /// <param name="text">Makes them.</param>
    /// <param name="counts">Whether the run is measured.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(PromptSet prompts, PromptText text, bool counts, CancellationToken cancellationToken)
    {
        var answers = new List<Completion>();
        foreach (var request in prompts.Create(text))
            answers.Add(await Contestant.CompleteAsync(request with { DraftTokens = Length }, cancellationToken));
        await Quiet.WaitAsync(Contestant, cancellationToken);
        if (counts)
            _runs.Add((prompts, answers));
    }

    /// <summary>Sums up the runs with prompts of one kind.</summary>
    public HeadsRow Describe(PromptSet prompts)
    {
        var runs = _runs.Where(run => run.Prompts == prompts).Select(run => run.Answers).ToList();
        var drafts = DraftCount.Sum(runs.SelectMany(answers => answers));
        return new HeadsRow
        {
            Prompts = prompts.Name,
            Side = IsOurs ? "ours" : "theirs",
            Length = Length?.ToString(CultureInfo.InvariantCulture) ?? "adaptive",
            Caller = Statistics.Median(runs.Select(answers => Rates.Writing(answers, Clock.Caller))),
            Own = Statistics.Median(runs.Select(answers => Rates.Writing(answers, Clock.Own))),
            Drafted = drafts.Drafted,
            Accepted = drafts.Accepted,
            // The first token comes with the prompt; a step after it brings one token and those that were drafted right.
            Steps = runs.Sum(answers => answers.Sum(answer => answer.Answer.Count - 1)) - drafts.Accepted,
        };
    }
}
