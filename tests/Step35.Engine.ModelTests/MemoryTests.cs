using Step35.Engine.Generation;
using Step35.Engine.Tokenization;

namespace Step35.Engine.ModelTests;

public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Callers = 4;
    private const int WarmUpRequests = 1_000;
    private const int Requests = 10_000;
    private const int SharedTokens = 5;
    private const long MaxGrowthBytes = 4 << 20;

    [Fact]
    public async Task Generate_ManyShortRequests_TakeNoMoreMemory()
    {
        var options = NanoEngine.Options;
        options.MaxSequences = Callers;
        await using var engine = await Step35Engine.LoadAsync(options, cancellationToken: TestContext.Current.CancellationToken);
        await RunAsync(engine, 0, WarmUpRequests);
        var before = ProcessMemory.Measure();
        await RunAsync(engine, WarmUpRequests, Requests);
        var after = ProcessMemory.Measure();

        output.WriteLine(
            $"resident set after {WarmUpRequests:N0} requests {before.ResidentBytes >> 10:N0} KiB, after {Requests:N0} {after.ResidentBytes >> 10:N0} KiB, "
            + $"open handles {before.OpenHandles} -> {after.OpenHandles}");
        Assert.InRange(after.ResidentBytes - before.ResidentBytes, long.MinValue, MaxGrowthBytes);
        Assert.InRange(after.OpenHandles, 0, before.OpenHandles + ProcessMemory.RuntimeHandles);
    }

    private static Task RunAsync(Step35Engine engine, int from, int to)
    {
        var next = from - 1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number < to; number = Interlocked.Increment(ref next))
                Assert.NotEmpty((await engine.RunAsync(Request(number))).Tokens);
        }));
    }

    // All begin alike, so that each goes back into what the last one left; and each leaves a checkpoint.
    private static GenerationRequest Request(int number) => new()
    {
        Prompt = [.. Enumerable.Range(100, SharedTokens).Concat([200 + (number % 7), 200 + (number % 11), 200 + (number % 13)]).Select(id => new TokenId(id))],
        BranchPoints = [SharedTokens + 1],
        Sampling = new SamplingOptions { Temperature = 0 },
        MaxTokens = 2 + (number % 3),
    };
}
