using System.Globalization;
using Step35.Engine.ModelTests.Caching;
using Step35.TestModels;

namespace Step35.Engine.ModelTests.Soak;

/// <summary>Callers of every bad kind at once, for as long as the environment variable STEP35_SOAK_MINUTES says.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;
    private const int Callers = 8;
    private const int Sequences = 4;
    private const int ContextLength = 768;
    private const long MaxGrowthBytes = 16 << 20;

    // Beyond the length of the soak; only something that hangs takes so long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static EngineOptions Options => new()
    {
        ModelPath = NanoModel.Path,
        ContextLength = ContextLength,
        MaxSequences = Sequences,
        MaxBatchTokens = 96,
        PrefillSliceTokens = 32,
        QueueCapacity = 12,
        QueueTimeout = TimeSpan.FromMilliseconds(700),
        StallTimeout = TimeSpan.FromMilliseconds(300),
        CheckpointBytes = 300_000,
        PrefixStoreBytes = 2_000_000,
        Threads = 1,
    };

    [Fact]
    public async Task Generate_CallersOfEveryBadKind_AllEndAndNothingGrows()
    {
        var length = ReadLength();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(length + Patience);
        await using var engine = await Step35Engine.LoadAsync(Options, cancellationToken: deadline.Token);
        using var fresh = FreshAnswers.OfNano(ContextLength, SoakSetting.AnswerTokens);
        using var stalls = new SemaphoreSlim(Sequences - 1);
        var ledger = new SoakLedger();
        var setting = new SoakSetting(engine, fresh, ledger, Prompts(fresh), stalls, Seed, deadline.Token);
        List<SoakCaller> callers = [.. Enumerable.Range(0, Callers).Select(number => new SoakCaller(setting, number))];

        await RunAsync(callers, length / 3);
        var before = ProcessMemory.Measure();
        await RunAsync(callers, length * 2 / 3);
        var after = ProcessMemory.Measure();
        await AskUntilAnsweredAsync(callers[0], setting);

        output.WriteLine(
            $"seed {Seed}, {length.TotalSeconds:N0} s: {ledger}; resident set {before.ResidentBytes >> 10:N0} -> {after.ResidentBytes >> 10:N0} KiB, "
            + $"open handles {before.OpenHandles} -> {after.OpenHandles}; {fresh}");
        Assert.Empty(ledger.Surprises);
        Assert.Equal(ledger.Sent, ledger.Ended);
        Assert.InRange(after.ResidentBytes - before.ResidentBytes, long.MinValue, MaxGrowthBytes);
        Assert.InRange(after.OpenHandles, 0, before.OpenHandles);
    }

    private static TimeSpan ReadLength() =>
        double.TryParse(Environment.GetEnvironmentVariable("STEP35_SOAK_MINUTES"), CultureInfo.InvariantCulture, out var minutes)
            ? TimeSpan.FromMinutes(minutes)
            : TimeSpan.FromSeconds(15);

    private static async Task RunAsync(IEnumerable<SoakCaller> callers, TimeSpan length)
    {
        using var end = new CancellationTokenSource(length);
        await Task.WhenAll(callers.Select(caller => Task.Run(() => caller.RunAsync(end.Token), CancellationToken.None)));
    }

    // Places that get lost are all lost by now.
    private static async Task AskUntilAnsweredAsync(SoakCaller caller, SoakSetting setting)
    {
        for (var completed = setting.Ledger.Completed; setting.Ledger.Completed == completed;)
        {
            Assert.False(setting.Deadline.IsCancellationRequested, "Nothing is answered any more.");
            await caller.AskAsync();
        }
    }

    private static List<SoakPrompt> Prompts(FreshAnswers fresh)
    {
        var random = new Random(Seed);
        var chat = new Conversation(fresh.Tokenizer, ContextLength - SoakSetting.AnswerTokens);
        List<SoakPrompt> prompts = [];
        while (prompts.Count < 40)
        {
            var move = (ReuseMove)random.Next((int)ReuseMove.Repeat);
            var answer = chat.Prompt.Length == 0 ? [] : fresh.Answer(chat.Prompt);
            chat.Move(new ReuseStep(Chat: 0, move, random.Next(3), random.Next(-20, 20), random.Next(1, 40)), answer);
            fresh.Answer(chat.Prompt);
            prompts.Add(new SoakPrompt(chat.Prompt, [.. chat.BranchPoints]));
        }

        return prompts;
    }
}
