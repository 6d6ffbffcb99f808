using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Step35.AI;
using Step35.Engine.Telemetry;

namespace Step35.Samples.ResearchTeam;

/// <summary>Runs the program: a question in, the team's contributions and their costs out.</summary>
internal static class Research
{
    private const int Failed = 1;
    private const int Cancelled = 130;

    public static async Task<int> RunAsync(string question, string? modelPath, CancellationToken cancellationToken)
    {
        try
        {
            using var figures = new EngineFigures();
            await using var services = AddModel(modelPath);
            var client = services.GetRequiredService<IChatClient>();
            var team = new Team(client, question);
            var contributions = new List<Contribution>();
            await foreach (var contribution in team.RunAsync(cancellationToken))
            {
                Console.WriteLine(contribution);
                contributions.Add(contribution);
            }

            WriteCosts(contributions);
            // A model that runs elsewhere is counted there.
            if (figures.Of(client.GetRequiredService<ChatClientMetadata>().DefaultModelId ?? "") is { Count: > 0 } counted)
                WriteBatching(counted);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (Exception error) when (error is Step35Exception or OptionsValidationException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private static ServiceProvider AddModel(string? modelPath)
    {
        var model = new ModelChoice(modelPath);
        var services = new ServiceCollection();
        services.AddSingleton(model.Configuration);
        services.AddStep35Flash(options =>
        {
            model.Apply(options);
            options.MaxSequences = Plan.MaxSubquestions;
            options.Constraints = ConstraintLevel.Strict;
        });
        return services.BuildServiceProvider();
    }

    private static void WriteCosts(IEnumerable<Contribution> contributions)
    {
        Console.WriteLine();
        Console.WriteLine($"{"request",-12}{"prompt",8}{"cached",8}{"answer",8}");
        foreach (var (member, _, usage) in contributions)
            Console.WriteLine($"{member,-12}{usage?.InputTokenCount,8}{usage?.CachedInputTokenCount,8}{usage?.OutputTokenCount,8}");
    }

    private static void WriteBatching(IReadOnlyDictionary<string, double> figures)
    {
        var width = Figure("step35.decode.rows") / Figure("step35.decode.steps");
        Console.WriteLine();
        Console.WriteLine($"{Figure("step35.prefix.hits")} requests began from the cache; a step computed {width:F1} tokens on average, prompts included;");
        Console.WriteLine($"of {Figure("step35.draft.tokens")} tokens guessed ahead {Figure("step35.draft.accepted")} were right.");

        double Figure(string name) => figures.GetValueOrDefault(name);
    }
}
