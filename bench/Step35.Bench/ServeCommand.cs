using System.CommandLine;
using Step35.Bench.Comparing;
using Step35.Bench.Serving;

namespace Step35.Bench;

/// <summary><c>serve --llama-server PATH [--model PATH] [--threads N] [--runs N] [--requests N] [--clients N...] [--json]</c></summary>
internal static class ServeCommand
{
    private const int Runs = 3;
    private const int Requests = 64;
    private const int MostClients = 256;

    private static readonly Option<int> RunCount = SharedOptions.Within(1, Comparison.MostRuns - 1, new Option<int>("--runs")
    {
        Description = "Runs of each number of clients.",
        DefaultValueFactory = _ => Runs,
    });

    private static readonly Option<int> RequestCount = SharedOptions.Within(1, 10_000, new Option<int>("--requests")
    {
        Description = "Requests in a run, all clients together; at least one of each.",
        DefaultValueFactory = _ => Requests,
    });

    private static readonly Option<int[]> Clients = new("--clients")
    {
        Description = "Numbers of clients that ask at once, one trial after the other.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 8, 32],
    };

    public static Command Create()
    {
        Clients.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int[]>().Any(static count => count is < 1 or > MostClients))
                result.AddError($"--clients must be from 1 to {MostClients}.");
        });
        var command = new Command("serve", "Measures the model host and llama-server over HTTP, in turn.")
        {
            SharedOptions.Server, SharedOptions.Model, SharedOptions.Threads, RunCount, RequestCount, Clients, SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var measurement = new ServeMeasurement(ReadSettings(parsed), SharedOptions.CreateWriter(parsed));
        return ExitCodes.Of(await measurement.RunAsync(cancellationToken));
    }

    private static ServeSettings ReadSettings(ParseResult parsed) => new()
    {
        ServerPath = parsed.GetRequiredValue(SharedOptions.Server),
        ModelPaths = SharedOptions.ReadModels(parsed),
        Threads = parsed.GetValue(SharedOptions.Threads),
        Runs = parsed.GetValue(RunCount),
        Requests = parsed.GetValue(RequestCount),
        Clients = parsed.GetRequiredValue(Clients),
    };
}
