using System.CommandLine;
using Step35.Cli.Loading;
using Step35.Engine;
using Step35.Engine.Gguf;
using Step35.Engine.Model;

namespace Step35.Cli.Benchmarking;

/// <summary><c>bench [--model MODEL] [--depth N...] [--concurrency N...] ...</c></summary>
internal static class BenchCommand
{
    private const int MostSequences = 256;
    private const double DefaultTolerance = 0.1;

    private static readonly Option<string> Model = ModelOption.Create();

    private static readonly Option<int[]> Depths = NewList("--depth", "How many tokens stand before those that are measured.", 0, 512);

    private static readonly Option<int[]> Concurrencies = NewList("--concurrency", "How many conversations run side by side.", 1);

    private static readonly Option<int> PromptTokens = NewNumber("--prompt", "The length of the prompts.", 512);

    private static readonly Option<int> AnswerTokens = NewNumber("--generate", "The length of the answers.", 64);

    private static readonly Option<int> Runs = NewNumber("--runs", "How often each is measured; the median counts.", 3);

    private static readonly Option<int?> Threads = new("--threads") { Description = "Threads that compute on the processor." };

    private static readonly Option<string?> Compare = new("--compare") { Description = "Earlier measurements as JSON; exit code 3 when something is slower." };

    private static readonly Option<double> Tolerance = new("--tolerance")
    {
        Description = "The part of a speed that may be lost before it counts as slower.",
        DefaultValueFactory = _ => DefaultTolerance,
    };

    private static readonly Option<string?> Plot = new("--plot") { Description = "The .png or .svg file to draw the speeds into." };

    private static readonly Option<bool> Json = new("--json") { Description = "Write JSON." };

    public static Command Create(ToolContext context)
    {
        Depths.RequireWithin(0, 1 << 24);
        Concurrencies.RequireWithin(1, MostSequences);
        PromptTokens.RequireWithin(1, 1 << 24);
        AnswerTokens.RequireWithin(2, 1 << 24);
        Runs.RequireWithin(1, 100);
        Threads.RequireWithin(1, Environment.ProcessorCount);
        Tolerance.RequireWithin(0.0, 1.0);
        Plot.RequireExtension(BenchPlot.Extensions);
        var command = new Command("bench", "Measures how fast a model reads and writes on this machine.")
        {
            Model, Depths, Concurrencies, PromptTokens, AnswerTokens, Runs, Threads, Compare, Tolerance, Plot, Json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        // Before the long part: a wrong file is known at once.
        var comparison = parsed.GetValue(Compare) is { } path ? BenchComparison.Read(path, parsed.GetValue(Tolerance)) : null;
        var settings = Read(parsed);
        RequireRoom(settings);
        await using var engine = await EngineLoading.LoadAsync(context, NewOptions(settings), cancellationToken);
        var report = await WorkBar.ShowAsync(
            context, "measuring", progress => new Benchmark(engine, settings).RunAsync(progress, cancellationToken));

        if (parsed.GetValue(Json))
            context.Terminal.WriteJson(report, BenchJson.Default.BenchReport);
        else
            BenchTable.Write(context.Terminal.Screen, report, comparison);
        // Last: what was measured must not be lost where no picture can be written.
        if (parsed.GetValue(Plot) is { } plot)
            await File.WriteAllBytesAsync(plot, BenchPlot.Draw(report, plot), cancellationToken);
        return comparison?.IsSlower(report) is true ? ExitCode.Slower : ExitCode.Done;
    }

    private static BenchSettings Read(ParseResult parsed) => new()
    {
        Model = ModelOption.Read(parsed, Model),
        Depths = [.. parsed.GetRequiredValue(Depths).Distinct()],
        Concurrencies = [.. parsed.GetRequiredValue(Concurrencies).Distinct()],
        PromptTokens = parsed.GetValue(PromptTokens),
        AnswerTokens = parsed.GetValue(AnswerTokens),
        Runs = parsed.GetValue(Runs),
        Threads = parsed.GetValue(Threads),
    };

    // Loading refuses it, too, but in words of options that are none of this verb's.
    private static void RequireRoom(BenchSettings settings)
    {
        var trained = Step35ModelHeader.Read(GgufFile.Open(ModelReference.Resolve(settings.Model))).ContextLength;
        if (settings.LongestConversation > trained)
            throw new BenchException($"--depth, --prompt and --generate make conversations of {settings.LongestConversation:N0} tokens, "
                + $"but the model was trained for {trained:N0}. Lower one of them.");
    }

    private static EngineOptions NewOptions(BenchSettings settings) => new()
    {
        ModelPath = settings.Model,
        Threads = settings.Threads,
        MaxSequences = settings.Concurrencies.Max(),
        ContextLength = Math.Max(EngineOptions.ShortestContext, settings.LongestConversation),
    };

    private static Option<int[]> NewList(string name, string description, params int[] values) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => values,
    };

    private static Option<int> NewNumber(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
