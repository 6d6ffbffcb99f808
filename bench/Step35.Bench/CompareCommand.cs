using System.CommandLine;
using Step35.Bench.Comparing;
using Step35.Bench.Reporting;
using Step35.Bench.Scenarios;
using Step35.Engine.Decoding;

namespace Step35.Bench;

/// <summary><c>compare --llama-server PATH [--model PATH] [--threads N] [--runs N] [--quick] [--json] [--scenario NAME...]</c></summary>
internal static class CompareCommand
{
    private const int BarMissed = 2;
    private const int Runs = 5;
    private const int QuickRuns = 1;

    private static readonly Option<string> Server = new("--llama-server")
    {
        Description = "The llama-server program, of the llama.cpp release that this repository pins.",
        Required = true,
    };

    private static readonly Option<string?> Model = new("--model") { Description = "The one GGUF file to compare on. Default: step35-nano and step35-bench." };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Compute threads of each side. Default: the physical cores.",
        DefaultValueFactory = _ => CpuTopology.PhysicalCoreCount,
    };

    private static readonly Option<int?> RunCount = new("--runs") { Description = $"Runs of each scenario. Default: {Runs}, or {QuickRuns} with --quick." };

    private static readonly Option<bool> Quick = new("--quick") { Description = "Shorter scenarios and fewer runs, to see that all of it works." };

    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object a line instead of a table." };

    private static readonly Option<string[]> Names = new("--scenario")
    {
        Description = "The scenarios to run. Default: all.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        Names.AcceptOnlyFromAmong([.. ScenarioList.Names]);
        RequireWithin(Threads, 1, Environment.ProcessorCount);
        RequireWithin(RunCount, 1, Comparison.MostRuns - 1);
        var command = new Command("compare", "Measures the engine and llama-server in turn.") { Server, Model, Threads, RunCount, Quick, Json, Names };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        IReport report = parsed.GetValue(Json) ? new JsonReport(Console.Out, Console.Error) : new MarkdownReport(Console.Out);
        return await new Comparison(ReadSettings(parsed), report).RunAsync(cancellationToken) ? 0 : BarMissed;
    }

    private static ComparisonSettings ReadSettings(ParseResult parsed) => new()
    {
        ServerPath = parsed.GetRequiredValue(Server),
        ModelPaths = parsed.GetValue(Model) is { } path ? [path] : BenchModels.FindOrMake(),
        Threads = parsed.GetValue(Threads),
        Runs = parsed.GetValue(RunCount) ?? (parsed.GetValue(Quick) ? QuickRuns : Runs),
        IsQuick = parsed.GetValue(Quick),
        Scenarios = parsed.GetValue(Names) ?? [],
    };

    private static void RequireWithin<T>(Option<T> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is int value && (value < least || value > most))
            result.AddError($"{option.Name} is {value}; it must be from {least} to {most}.");
    });
}
