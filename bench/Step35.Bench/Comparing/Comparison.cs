using Step35.Bench.Contestants;
using Step35.Bench.Reporting;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Comparing;

/// <summary>Lets both sides do the same things in turn.</summary>
internal sealed class Comparison(ComparisonSettings settings, IReport report)
{
    /// <summary>The most runs of a scenario.</summary>
    public const int MostRuns = 1000;

    /// <summary>Compares on every model.</summary>
    /// <returns>Whether every ratio reached its bar.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var holds = true;
        foreach (var modelPath in settings.ModelPaths)
        {
            report.Begin(Path.GetFileNameWithoutExtension(modelPath));
            holds &= await RunModelAsync(modelPath, cancellationToken);
            report.End();
        }

        return holds;
    }

    private async Task<bool> RunModelAsync(string modelPath, CancellationToken cancellationToken)
    {
        var holds = true;
        var scenarios = ScenarioList.Create(BenchModels.IsSmall(modelPath), settings.IsQuick)
            .Where(scenario => settings.Scenarios.Count == 0 || settings.Scenarios.Contains(scenario.Name));
        foreach (var group in scenarios.GroupBy(scenario => scenario.Conversations))
        {
            await using var pair = await Pair.StartAsync(
                new PairSettings(settings.ServerPath, modelPath, settings.Threads, group.Key), cancellationToken);
            foreach (var scenario in group)
                holds &= await RunScenarioAsync(pair, scenario, cancellationToken);
        }

        return holds;
    }

    private async Task<bool> RunScenarioAsync(Pair pair, IScenario scenario, CancellationToken cancellationToken)
    {
        // The first run of a side compiles code and touches memory for the first time.
        await RunBothAsync(pair, scenario, run: 0, cancellationToken);
        var runs = new List<RunPair>();
        for (var run = 1; run <= settings.Runs; run++)
            runs.Add(await RunBothAsync(pair, scenario, run, cancellationToken));

        var rows = scenario.Measures.Select(measure => ReportRow.Of(scenario, measure, runs)).ToList();
        report.Add(rows);
        report.Note(scenario.Name, [Agreement.Describe(runs), .. scenario.Draw([.. runs.Select(run => run.Ours)], [.. runs.Select(run => run.Theirs)])]);
        return rows.TrueForAll(row => row.Holds != false);
    }

    private static async Task<RunPair> RunBothAsync(Pair pair, IScenario scenario, int run, CancellationToken cancellationToken)
    {
        // Every run has prompts of its own: what a side has read before must not help it.
        var seed = (MostRuns * ScenarioList.Names.IndexOf(scenario.Name)) + run;
        return new RunPair(await RunOneAsync(pair.Ours), await RunOneAsync(pair.Theirs));

        async Task<IReadOnlyList<Completion>> RunOneAsync(IContestant contestant)
        {
            var completions = await scenario.RunAsync(contestant, new PromptText(pair.Tokenizer, seed), cancellationToken);
            await Quiet.WaitAsync(contestant, cancellationToken);
            return completions;
        }
    }
}
