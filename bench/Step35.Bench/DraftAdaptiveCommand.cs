using System.CommandLine;
using Step35.Bench.Drafting;

namespace Step35.Bench;

/// <summary>
/// <c>draft adaptive [--model PATH] [--threads N] [--sequences N...] [--chances P...] [--rounds N] [--trials PATH] [--plot PATH] [--quick] [--json]</c>
/// </summary>
internal static class DraftAdaptiveCommand
{
    private const int MostSequences = 64;
    private const int Rounds = 40;
    private const int QuickRounds = 2;
    // Lengths differ by far more than what is asked of the adaptive one.
    private const int RoundsPerChoosingRound = 4;
    private const int MostRounds = 10_000;

    private static readonly Option<int[]> Sequences = new("--sequences")
    {
        Description = "How many requests run side by side, one trial after the other.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 4, 8],
    };

    private static readonly Option<double[]> Chances = new("--chances")
    {
        Description = "The chances that a guess is right.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [0, 0.25, 0.5, 0.75, 0.9, 1],
    };

    private static readonly Option<int?> RoundCount = SharedOptions.Within(1, MostRounds, new Option<int?>("--rounds")
    {
        Description = $"Rounds that compare with the best length. Default: {Rounds}, or {QuickRounds} with --quick.",
    });

    private static readonly Option<string?> Trials = new("--trials")
    {
        Description = "A file that keeps the rounds; a later run goes on where this one has ended.",
    };

    private static readonly Option<string?> Plot = new("--plot") { Description = "A file for a picture of the ratios, in SVG." };

    private static readonly Option<bool> Quick = new("--quick") { Description = "A few rounds, to see that all of it works." };

    public static Command Create()
    {
        Require(Sequences, sequences => sequences is >= 1 and <= MostSequences, $"from 1 to {MostSequences}");
        Require(Chances, chance => chance is >= 0 and <= 1, "from 0 to 1");
        var command = new Command("adaptive", "Looks whether the adaptive length finds the best one, with guesses that are right at a chosen rate.")
        {
            SharedOptions.Model, SharedOptions.Threads, Sequences, Chances, RoundCount, Trials, Plot, Quick, SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var measurement = new AdaptiveMeasurement(ReadSettings(parsed), SharedOptions.CreateWriter(parsed));
        return ExitCodes.Of(await measurement.RunAsync(cancellationToken));
    }

    private static AdaptiveSettings ReadSettings(ParseResult parsed)
    {
        var rounds = parsed.GetValue(RoundCount) ?? (parsed.GetValue(Quick) ? QuickRounds : Rounds);
        return new()
        {
            ModelPaths = SharedOptions.ReadModels(parsed),
            Threads = parsed.GetValue(SharedOptions.Threads),
            Sequences = parsed.GetRequiredValue(Sequences),
            Chances = parsed.GetRequiredValue(Chances),
            Rounds = rounds,
            ChoosingRounds = Math.Max(1, rounds / RoundsPerChoosingRound),
            TrialsPath = parsed.GetValue(Trials),
            PlotPath = parsed.GetValue(Plot),
        };
    }

    private static void Require<T>(Option<T[]> option, Predicate<T> isAllowed, string range) => option.Validators.Add(result =>
    {
        foreach (var value in result.GetValueOrDefault<T[]>() ?? [])
            if (!isAllowed(value))
                result.AddError($"{option.Name} holds {value}; it must be {range}.");
    });
}
