using System.CommandLine;
using Step35.Bench.Comparing;
using Step35.Bench.Reporting;
using Step35.Bench.Scenarios;

namespace Step35.Bench;

/// <summary><c>compare --llama-server PATH [--model PATH] [--threads N] [--runs N] [--quick] [--json] [--scenario NAME...]</c></summary>
internal static class CompareCommand
{
    private const int Runs = 5;
    private const int QuickRuns = 1;

    private static readonly Option<int?> RunCount = SharedOptions.Within(1, Comparison.MostRuns - 1, new Option<int?>("--runs")
    {
        Description = $"Runs of each scenario. Default: {Runs}, or {QuickRuns} with --quick.",
    });

    private static readonly Option<bool> Quick = new("--quick") { Description = "Shorter scenarios and fewer runs, to see that all of it works." };

    private static readonly Option<string[]> Names = new("--scenario")
    {
        Description = "The scenarios to run. Default: all.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        Names.AcceptOnlyFromAmong([.. ScenarioList.Names]);
        var command = new Command("compare", "Measures the engine and llama-server in turn.")
        {
            SharedOptions.Server, SharedOptions.Model, SharedOptions.Threads, RunCount, Quick, SharedOptions.Json, Names,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        IReport report = parsed.GetValue(SharedOptions.Json) ? new JsonReport(Console.Out, Console.Error) : new MarkdownReport(Console.Out);
        return ExitCodes.Of(await new Comparison(ReadSettings(parsed), report).RunAsync(cancellationToken));
    }

    private static ComparisonSettings ReadSettings(ParseResult parsed) => new()
    {
        ServerPath = parsed.GetRequiredValue(SharedOptions.Server),
        ModelPaths = SharedOptions.ReadModels(parsed),
        Threads = parsed.GetValue(SharedOptions.Threads),
        Runs = parsed.GetValue(RunCount) ?? (parsed.GetValue(Quick) ? QuickRuns : Runs),
        IsQuick = parsed.GetValue(Quick),
        Scenarios = parsed.GetValue(Names) ?? [],
    };
}
