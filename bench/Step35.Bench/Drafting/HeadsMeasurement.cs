using Step35.Bench.Reporting;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>Lets both sides draft with the model's own heads, by every length.</summary>
internal sealed class HeadsMeasurement(HeadsSettings settings, ITableWriter tables)
{
    /// <summary>Measures on every model.</summary>
    /// <returns>Whether every bar holds.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var holds = true;
        foreach (var modelPath in settings.ModelPaths)
        {
            tables.Begin(Path.GetFileNameWithoutExtension(modelPath));
            await using var sides = await DraftSides.StartAsync(settings, modelPath, cancellationToken);
            await RunSidesAsync(sides, cancellationToken);
            var rows = settings.Prompts.SelectMany(prompts => sides.All.Select(side => side.Describe(prompts))).ToList();
            var verdicts = rows.GroupBy(row => row.Prompts).SelectMany(Judge).ToList();
            tables.Write("speeds", rows);
            tables.Write("verdicts", verdicts);
            holds &= verdicts.TrueForAll(verdict => verdict.Holds);
        }

        return holds;
    }

    private async Task RunSidesAsync(DraftSides sides, CancellationToken cancellationToken)
    {
        // The first run of a side compiles code and touches memory for the first time.
        for (var run = 0; run <= settings.Runs; run++)
            foreach (var prompts in settings.Prompts)
                foreach (var side in sides.All)
                    await side.RunAsync(prompts, new PromptText(sides.Tokenizer, run), counts: run > 0, cancellationToken);
    }

    private static IEnumerable<HeadsVerdict> Judge(IEnumerable<HeadsRow> rows)
    {
        var bySide = rows.ToLookup(row => row.Side);
        var (ours, theirs) = (bySide["ours"].ToList(), bySide["theirs"].ToList());
        var acceptances = ours.Where(our => our.Length != "0").Join(theirs, our => our.Length, their => their.Length, HeadsVerdict.OfAcceptance);
        var adaptive = ours.First(our => our.Length == "adaptive");
        return [.. acceptances, .. Enum.GetValues<Clock>().Select(clock => HeadsVerdict.OfSpeed(adaptive, theirs, clock))];
    }
}
