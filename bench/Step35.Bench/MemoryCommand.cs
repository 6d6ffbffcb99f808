using System.CommandLine;
using Step35.Bench.Memory;
using Step35.Engine;

namespace Step35.Bench;

/// <summary><c>memory [--model PATH] [--threads N] [--sequences N] [--context N] [--json]</c></summary>
internal static class MemoryCommand
{
    private const int MostSequences = 64;
    private const int LeastContext = 256;
    private const int MostContext = 1 << 18;

    private static readonly Option<int> Sequences = SharedOptions.Within(1, MostSequences, new Option<int>("--sequences")
    {
        Description = "How many conversations run side by side.",
        DefaultValueFactory = _ => 4,
    });

    private static readonly Option<int> Context = SharedOptions.Within(LeastContext, MostContext, new Option<int>("--context")
    {
        Description = "How many tokens each of them holds.",
        DefaultValueFactory = _ => 4096,
    });

    public static Command Create()
    {
        var command = new Command("memory", "Compares the memory that a model takes, step35-bench where none is named, with its plan.")
        {
            SharedOptions.Model, SharedOptions.Threads, Sequences, Context, SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new EngineOptions
        {
            ModelPath = SharedOptions.ReadModels(parsed)[^1],
            Threads = parsed.GetValue(SharedOptions.Threads),
            MaxSequences = parsed.GetValue(Sequences),
            ContextLength = parsed.GetValue(Context),
            // These are limits, which a short run does not reach.
            CheckpointBytes = 0,
            PrefixStoreBytes = 0,
        };
        var tables = SharedOptions.CreateWriter(parsed);
        tables.Begin(Path.GetFileNameWithoutExtension(options.ModelPath));
        var row = await MemoryMeasurement.RunAsync(options, cancellationToken);
        tables.Write("memory", [row]);
        return ExitCodes.Of(row.Holds);
    }
}
