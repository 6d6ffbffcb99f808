using Step35.Bench.Reporting;
using Step35.Engine;

namespace Step35.Bench.Drafting;

/// <summary>Looks whether the adaptive length finds the best one, at chances of being right that are known.</summary>
internal sealed class AdaptiveMeasurement(AdaptiveSettings settings, ITableWriter tables)
{
    // Until then code is compiled while it runs, and takes processors from the model.
    private const int WarmUpRounds = 2;

    // The first rounds meet a chance that the estimates do not know yet.
    private const int LearningRounds = 2;

    private readonly TrialLog _log = new(settings.TrialsPath is { } path ? new TrialFile(path, TrialConditions.Of(settings)) : null);

    /// <summary>Measures on every model.</summary>
    /// <returns>Whether every ratio reached its bar.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var holds = true;
        foreach (var modelPath in settings.ModelPaths)
        {
            var model = Path.GetFileNameWithoutExtension(modelPath);
            foreach (var sequences in settings.Sequences)
                await RunSequencesAsync(modelPath, [.. settings.Chances.Select(chance => new DraftCase(model, sequences, chance))], cancellationToken);
            holds &= Report(model);
        }

        return holds;
    }

    private async Task RunSequencesAsync(string modelPath, IReadOnlyList<DraftCase> cases, CancellationToken cancellationToken)
    {
        var open = cases.Where(@case => !IsDone(@case)).ToList();
        if (open.Count == 0)
            return;
        var sequences = open[0].Sequences;
        var options = new EngineOptions { ModelPath = modelPath, Threads = settings.Threads, MaxSequences = sequences, PromptLookup = false };
        var (engine, device) = TestDevice.Load(options, cancellationToken);
        await using var owned = engine;
        var runner = new TrialRunner(engine, device);
        for (var round = 0; round < WarmUpRounds; round++)
            await runner.RunRoundAsync(open[0], round, [.. Contender.Fixed, Contender.Adaptive], cancellationToken);
        foreach (var @case in open)
            await RunCaseAsync(@case, runner, cancellationToken);
    }

    private async Task RunCaseAsync(DraftCase @case, TrialRunner runner, CancellationToken cancellationToken)
    {
        for (var round = 0; round < LearningRounds; round++)
            await runner.RunRoundAsync(@case, round, [Contender.Adaptive], cancellationToken);
        while (!IsDone(@case))
        {
            var trials = Trials(@case);
            var contenders = trials.Next < settings.ChoosingRounds ? Contender.Fixed : Contender.Against(trials.FindBest());
            _log.Add(await runner.RunRoundAsync(@case, trials.Next, contenders, cancellationToken));
        }
    }

    private bool Report(string model)
    {
        var cases = settings.Sequences.SelectMany(sequences => settings.Chances.Select(chance => Trials(new DraftCase(model, sequences, chance)))).ToList();
        cases.ForEach(trials => trials.CheckLuck());
        var rows = cases.ConvertAll(trials => trials.Describe());
        if (settings.PlotPath is { } path)
            File.WriteAllText(path, RatioPlot.Draw(model, rows));
        tables.Begin(model);
        tables.Write("speeds", rows);
        tables.Write("use", cases.ConvertAll(trials => trials.DescribeUse()));
        tables.Write("costs", [.. settings.Sequences.SelectMany(sequences => CostRow.Of(sequences, cases))]);
        return rows.TrueForAll(row => row.Holds);
    }

    private bool IsDone(DraftCase @case) => Trials(@case).Next >= settings.ChoosingRounds + settings.Rounds;

    private CaseTrials Trials(DraftCase @case) => new(@case, _log.Of(@case));
}
