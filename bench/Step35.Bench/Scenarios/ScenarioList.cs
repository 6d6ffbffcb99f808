namespace Step35.Bench.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioList
{
    public static IList<string> Names { get; } = [.. Create(isSmallModel: false, quick: false).Select(scenario => scenario.Name)];

    /// <param name="isSmallModel">Whether the model is so small that overhead counts more than arithmetic.</param>
    /// <param name="quick">Whether to measure less of each.</param>
    public static IReadOnlyList<IScenario> Create(bool isSmallModel, bool quick)
    {
        var answer = quick ? 32 : 128;
        return
        [
            new DecodingScenario(2 * answer),
            new ReadingScenario("read-short", 512),
            // With its answer it just fits a context of 4,096.
            new ReadingScenario("read-long", quick ? 1024 : 4080),
            new ChatsScenario(1, answer, bar: null),
            new AgentScenario(rounds: quick ? 3 : 8, answer / 2),
            new ChatsScenario(4, answer, bar: null),
            new ArrivalScenario(quick ? 1024 : 3072, answer),
            new ChatsScenario(8, answer, Bar.AtLeast(isSmallModel ? 1.10 : 1.00)),
        ];
    }
}
