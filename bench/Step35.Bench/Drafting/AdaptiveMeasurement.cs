using Step35.Bench.Contestants;
using Step35.Bench.Reporting;
using Step35.Bench.Scenarios;
using Step35.Engine;

namespace Step35.Bench.Drafting;

/// <summary>Looks whether the adaptive length finds the best one, at chances of being right that are known.</summary>
internal sealed class AdaptiveMeasurement(AdaptiveSettings settings, ITableWriter tables)
{
    private const int LongestDraft = 3;

    // Until then code is compiled while it runs, and takes processors from the model.
    private const int WarmUpRuns = 3;

    private int _prompts;

    /// <summary>Measures on every model.</summary>
    /// <returns>Whether every ratio reached its bar.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var holds = true;
        foreach (var modelPath in settings.ModelPaths)
        {
            tables.Begin(Path.GetFileNameWithoutExtension(modelPath));
            var (rows, costs) = (new List<AdaptiveRow>(), new List<CostRow>());
            foreach (var sequences in settings.Sequences)
                costs.AddRange(await RunSequencesAsync(modelPath, sequences, rows, cancellationToken));
            tables.Write("speeds", rows);
            tables.Write("costs", costs);
            holds &= rows.TrueForAll(row => row.Holds);
        }

        return holds;
    }

    private async Task<IReadOnlyList<CostRow>> RunSequencesAsync(string modelPath, int sequences, List<AdaptiveRow> rows, CancellationToken cancellationToken)
    {
        var options = new EngineOptions { ModelPath = modelPath, Threads = settings.Threads, MaxSequences = sequences, PromptLookup = false };
        var (engine, device) = TestDevice.Load(options, cancellationToken);
        await using var owned = engine;
        for (var run = 0; run < WarmUpRuns; run++)
            await RunContendersAsync(CreateContenders(engine), sequences, run, cancellationToken);
        foreach (var chance in settings.Chances)
        {
            device.Script.Chance = chance;
            var contenders = CreateContenders(engine);
            for (var run = 0; run <= settings.Runs; run++)
                await RunContendersAsync(contenders, sequences, run, cancellationToken);
            contenders.ForEach(contender => contender.Check(chance));
            rows.Add(Describe(contenders, sequences, chance));
        }

        return device.Costs.Report(sequences);
    }

    private static List<Contender> CreateContenders(EngineContestant engine) =>
        [.. Enumerable.Range(0, LongestDraft + 1).Select(length => new Contender(engine, length)), new(engine, Length: null)];

    private async Task RunContendersAsync(List<Contender> contenders, int sequences, int run, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < contenders.Count; turn++)
        {
            // Each begins a run once, so that none has the same one before it always.
            var contender = contenders[(run + turn) % contenders.Count];
            var text = new PromptText(contender.Engine.Tokenizer, _prompts++);
            await contender.RunAsync(text, sequences, settings.AnswerLength(sequences), run, cancellationToken);
        }
    }

    private static AdaptiveRow Describe(List<Contender> contenders, int sequences, double chance) => new()
    {
        Sequences = sequences,
        Chance = chance,
        Fixed0 = contenders[0].Rate,
        Fixed1 = contenders[1].Rate,
        Fixed2 = contenders[2].Rate,
        Fixed3 = contenders[3].Rate,
        Adaptive = contenders[4].Rate,
        Ratio = contenders[4].Compare(contenders[..4].MaxBy(contender => contender.Rate)!),
    };
}
