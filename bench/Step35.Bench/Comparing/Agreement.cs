using Step35.Bench.Contestants;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Comparing;

/// <summary>Says how far both sides chose the same tokens.</summary>
/// <remarks>The same arithmetic in batches of another shape rounds differently, which may turn a near-tie.</remarks>
internal static class Agreement
{
    public static string Describe(IReadOnlyList<RunPair> runs)
    {
        var answers = runs.SelectMany(run => run.Ours.Zip(run.Theirs, (ours, theirs) => (ours.Answer.Count, Shared: CountShared(ours, theirs)))).ToList();
        var same = answers.Count(answer => answer.Shared == answer.Count);
        var text = $"{same} of {answers.Count} greedy answers are the same";
        if (same == answers.Count)
            return text;
        var differences = answers.Where(answer => answer.Shared < answer.Count).Select(answer => answer.Shared + 1.0).ToList();
        return $"{text}; the others differ from token {differences.Min()} on at the earliest, {Statistics.Median(differences):0} in the median";
    }

    private static int CountShared(Completion ours, Completion theirs) =>
        ours.Answer.Zip(theirs.Answer).TakeWhile(pair => pair.First == pair.Second).Count();
}
