using Step35.Bench.Reporting;
using Step35.Bench.Scenarios;
using Step35.Bench.Server;

namespace Step35.Bench.Serving;

/// <summary>Lets the model host and llama-server answer the same clients in turn.</summary>
internal sealed class ServeMeasurement(ServeSettings settings, ITableWriter tables)
{
    private const int PromptWords = 48;
    private const int ContextLength = 4096;

    // Compute threads spin for a while after their last step.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    /// <summary>Measures on every model.</summary>
    /// <returns>Whether every bar holds.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var holds = true;
        foreach (var modelPath in settings.ModelPaths)
        {
            tables.Begin(Path.GetFileNameWithoutExtension(modelPath));
            var rows = new List<ServeRow>();
            foreach (var clients in settings.Clients)
                rows.AddRange(await RunClientsAsync(modelPath, clients, cancellationToken));
            tables.Write("serving", rows);
            holds &= rows.TrueForAll(row => row.Holds);
        }

        return holds;
    }

    private async Task<IEnumerable<ServeRow>> RunClientsAsync(string modelPath, int clients, CancellationToken cancellationToken)
    {
        var server = new LlamaServerSettings(settings.ServerPath, modelPath, settings.Threads, ContextLength) { Slots = clients };
        using var host = await HostProcess.StartAsync(server, cancellationToken);
        await using var llama = await LlamaServer.StartAsync(server, cancellationToken);
        using var ours = new ServedModel(new Uri(host.Address));
        using var theirs = new ServedModel(llama.Address);
        var (ourRuns, theirRuns) = (new List<ServedRun>(), new List<ServedRun>());
        // The first run of a side compiles code and touches memory for the first time.
        for (var run = 0; run <= settings.Runs; run++)
        {
            // Every run has prompts of its own: what a side has read before must not help it.
            var questions = NewQuestions(run, Math.Max(settings.Requests, clients));
            // Sides take turns in going first: what the first does to the machine must not always hit the same one.
            IReadOnlyList<(ServedModel Side, List<ServedRun> Runs)> sides = [(ours, ourRuns), (theirs, theirRuns)];
            foreach (var (side, runs) in run % 2 == 0 ? sides : sides.Reverse())
                runs.Add(await RunOneAsync(side, questions));
        }

        return ServeRow.Of(clients, [.. ourRuns.Skip(1)], [.. theirRuns.Skip(1)]);

        async Task<ServedRun> RunOneAsync(ServedModel side, IReadOnlyList<string> questions)
        {
            var answers = await side.RunAsync(clients, questions, cancellationToken);
            await Task.Delay(Rest, cancellationToken);
            return answers;
        }
    }

    private static IReadOnlyList<string> NewQuestions(int run, int count)
    {
        var words = new RandomWords(run);
        // A small model that is told nothing but random words may answer in broken markup; a text to repeat it knows what to do with.
        return [.. Enumerable.Range(0, count).Select(_ => $"Repeat: {words.Sentence(PromptWords)}")];
    }
}
