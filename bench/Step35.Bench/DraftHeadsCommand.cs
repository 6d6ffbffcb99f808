using System.CommandLine;
using Step35.Bench.Comparing;
using Step35.Bench.Drafting;

namespace Step35.Bench;

/// <summary><c>draft heads --llama-server PATH [--model PATH] [--threads N] [--runs N] [--prompts NAME...] [--json]</c></summary>
internal static class DraftHeadsCommand
{
    private const int Runs = 5;

    private static readonly Option<int> RunCount = SharedOptions.Within(1, Comparison.MostRuns - 1, new Option<int>("--runs")
    {
        Description = "Runs of each side.",
        DefaultValueFactory = _ => Runs,
    });

    private static readonly Option<string[]> Prompts = new("--prompts")
    {
        Description = "Only prompts of these kinds.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. PromptSet.All.Select(prompts => prompts.Name)],
    };

    public static Command Create()
    {
        Prompts.AcceptOnlyFromAmong([.. PromptSet.All.Select(prompts => prompts.Name)]);
        var command = new Command("heads", "Measures drafts of the model's own heads, the engine and llama-server in turn.")
        {
            SharedOptions.Server, SharedOptions.Model, SharedOptions.Threads, RunCount, Prompts, SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var measurement = new HeadsMeasurement(ReadSettings(parsed), SharedOptions.CreateWriter(parsed));
        return ExitCodes.Of(await measurement.RunAsync(cancellationToken));
    }

    private static HeadsSettings ReadSettings(ParseResult parsed) => new()
    {
        ServerPath = parsed.GetRequiredValue(SharedOptions.Server),
        ModelPaths = SharedOptions.ReadModels(parsed),
        Threads = parsed.GetValue(SharedOptions.Threads),
        Runs = parsed.GetValue(RunCount),
        Prompts = [.. PromptSet.All.Where(prompts => parsed.GetRequiredValue(Prompts).Contains(prompts.Name))],
    };
}
