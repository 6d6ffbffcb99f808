namespace Step35.Engine.ModelTests;

public sealed class CancellationTests(NanoEngine nano, ITestOutputHelper output) : IClassFixture<NanoEngine>
{
    private const int Streams = 1000;
    private const int Seed = 20260901;

    private readonly Step35Engine _engine = nano.Engine;

    [Fact]
    public async Task Cancel_ThousandStreamsAtRandomMoments_LeavesNothingAndTheNextIsRight()
    {
        var random = new Random(Seed);
        await CancelStreamsAsync(random, Streams / 2);
        var before = ProcessMemory.Measure();
        await CancelStreamsAsync(random, Streams);
        var after = ProcessMemory.Measure();

        output.WriteLine(
            $"{Streams} cancelled streams: resident set {before.ResidentBytes >> 10:N0} -> {after.ResidentBytes >> 10:N0} KiB, "
            + $"open handles {before.OpenHandles} -> {after.OpenHandles}");
        Assert.InRange(after.ResidentBytes - before.ResidentBytes, long.MinValue, 8 << 20);
        Assert.InRange(after.OpenHandles, 0, before.OpenHandles + ProcessMemory.RuntimeHandles);
        var request = _engine.Ask("Hello!");
        using var fresh = FreshAnswers.OfNano(_engine.Model.ContextLength);
        fresh.Check(request.Prompt, (await _engine.RunAsync(request)).Tokens);
    }

    // A moment is a number of updates, or none at all: then the caller leaves while the prompt waits or is being read.
    private async Task CancelStreamsAsync(Random random, int count)
    {
        for (var stream = 0; stream < count; stream++)
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var updates = random.Next(-1, 25);
            await using var reader = _engine.GenerateAsync(_engine.Ask("Hello!"), source.Token).GetAsyncEnumerator(source.Token);
            var next = reader.MoveNextAsync();
            for (; updates > 0; updates--)
            {
                if (!await next)
                    break;
                next = reader.MoveNextAsync();
            }

            await source.CancelAsync();
            await Record.ExceptionAsync(async () => await next);
        }
    }
}
