using System.Text.Json;

namespace Step35.AI.ModelTests.Capabilities;

/// <summary>What the small trained model can do with names, values and phrasings that it has never seen.</summary>
/// <remarks>
/// The sample is fixed and nothing is left to chance, so a figure changes only with the model, the prompt, the parser or the
/// engine. Beside the sample, reached.json holds what the shipped model reached.
/// </remarks>
public sealed class CapabilityTests(CapabilityRun run, ITestOutputHelper output) : IClassFixture<CapabilityRun>
{
    // Another machine's rounding may turn the odd answer.
    private const double Margin = 0.05;

    private static readonly string[] CallFigures = ["single call", "two calls", "dependent call", "known functions", "unseen functions"];

    [Fact]
    public void Rates_OfTheShippedModel_AreThoseItReached()
    {
        using var stream = typeof(CapabilityTests).Assembly.GetManifestResourceStream("reached.json")!;
        var reached = JsonSerializer.Deserialize<Dictionary<string, double>>(stream)!;
        foreach (var figure in run.Free.Figures)
            output.WriteLine($"{figure}: {run.Free.Describe(figure)} without constraints, {run.Constrained.Describe(figure)} with them");
        output.WriteLine(JsonSerializer.Serialize(run.Free.Figures.ToDictionary(figure => figure, figure => Math.Round(run.Free.Of(figure), 3))));

        Assert.Equal(run.Free.Figures, reached.Keys.Order(StringComparer.Ordinal));
        Assert.All(reached, pair => Assert.True(run.Free.Of(pair.Key) >= pair.Value - Margin, $"{pair.Key} fell to {run.Free.Describe(pair.Key)}."));
    }

    [Fact]
    public void Constraints_OfCalls_MakeNoFigureWorse() => Assert.All(CallFigures, figure => Assert.True(
        run.Constrained.Of(figure) >= run.Free.Of(figure),
        $"{figure}: {run.Free.Describe(figure)} without constraints, {run.Constrained.Describe(figure)} with them"));
}
