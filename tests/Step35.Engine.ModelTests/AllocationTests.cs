using Step35.Engine.Generation;
using Step35.Engine.Tokenization;
using Step35.TestModels;

namespace Step35.Engine.ModelTests;

/// <summary>In the steady state a token costs the managed heap its text and nothing else.</summary>
public sealed class AllocationTests : IAsyncLifetime
{
    private const int WarmUpTokens = 100;
    private const int Tokens = 400;

    // What the runtime does on its own in the meantime, tiered compilation above all.
    private const long AllowanceBytes = 8 * 1024;

    private Step35Engine? _engine;

    public async ValueTask InitializeAsync() =>
        _engine = await Step35Engine.LoadAsync(
            new EngineOptions { ModelPath = NanoModel.Path, ContextLength = 1024, Threads = 1, MaxSequences = 4 });

    public ValueTask DisposeAsync() => _engine!.DisposeAsync();

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task Decode_SteadyState_AllocatesTheTextOnly(int sequences, bool cancellable)
    {
        // Twice: the first time the methods are compiled.
        await MeasureAsync(sequences, cancellable);
        var (allocated, text) = await MeasureAsync(sequences, cancellable);
        TestContext.Current.TestOutputHelper?.WriteLine($"{sequences} sequences of {Tokens} tokens: {allocated} bytes, text {text}");
        Assert.InRange(allocated, 0, text + AllowanceBytes);
    }

    private async Task<(long Allocated, long Text)> MeasureAsync(int sequences, bool cancellable)
    {
        using var source = new CancellationTokenSource();
        var readers = Enumerable.Range(0, sequences).Select(index => new Reader(_engine!, index, cancellable ? source.Token : CancellationToken.None)).ToList();
        await Task.WhenAll(readers.Select(reader => reader.ReadAsync(WarmUpTokens)));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Task.WhenAll(readers.Select(reader => reader.ReadAsync(Tokens)));
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        foreach (var reader in readers)
            await reader.DisposeAsync();
        return (allocated, readers.Sum(reader => reader.TextBytes));
    }

    private sealed class Reader : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<GenerationUpdate> _updates;

        public Reader(Step35Engine engine, int index, CancellationToken cancellationToken)
        {
            var prompt = engine.Ask($"Question {index}").Prompt;
            var request = new GenerationRequest
            {
                Prompt = prompt,
                Sampling = new SamplingOptions { Temperature = 2, TopP = 1, Seed = (uint)index },
                BannedTokens = [engine.Tokenizer.FindSpecial("<|im_end|>") ?? default, .. EndTokens()],
            };
            _updates = engine.GenerateAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        }

        public long TextBytes { get; private set; }

        public async Task ReadAsync(int count)
        {
            TextBytes = 0;
            for (; count > 0; count--)
            {
                Assert.True(await _updates.MoveNextAsync());
                TextBytes += HeapBytes(_updates.Current.Text);
            }
        }

        public ValueTask DisposeAsync() => _updates.DisposeAsync();

        // Header, length, characters and their end, in whole words.
        private static long HeapBytes(string text) => text.Length == 0 ? 0 : (22 + (2 * text.Length) + 7) / 8 * 8;

        private static IEnumerable<TokenId> EndTokens() =>
            Enumerable.Range(0, 3).Select(token => new TokenId(token));
    }
}
