using Step35.Bench.Contestants;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Drafting;

/// <summary>All that take turns: an engine and a llama-server for each length, and an engine that chooses its own.</summary>
internal sealed class DraftSides : IAsyncDisposable
{
    private const int LongestDraft = 3;

    private readonly List<DraftSide> _all = [];

    private DraftSides()
    {
    }

    public IReadOnlyList<DraftSide> All => _all;

    public required Tokenizer Tokenizer { get; init; }

#pragma warning disable CA2000 // The sides dispose what they are made of.
    public static async Task<DraftSides> StartAsync(HeadsSettings settings, string modelPath, CancellationToken cancellationToken)
    {
        var pair = new PairSettings(settings.ServerPath, modelPath, settings.Threads, Conversations: 1) { PromptLookup = false };
        var adaptive = await EngineContestant.LoadAsync(pair, cancellationToken);
        var sides = new DraftSides { Tokenizer = adaptive.Tokenizer };
        try
        {
            sides.Add(adaptive, length: null);
            for (var length = 0; length <= LongestDraft; length++)
            {
                var fixedPair = pair with { DraftTokens = length };
                sides.Add(await EngineContestant.LoadAsync(fixedPair, cancellationToken), length);
                sides.Add(await ServerContestant.StartAsync(fixedPair, adaptive, cancellationToken), length);
            }

            return sides;
        }
        catch
        {
            await sides.DisposeAsync();
            throw;
        }
    }
#pragma warning restore CA2000

    public async ValueTask DisposeAsync()
    {
        foreach (var side in _all)
            await side.Contestant.DisposeAsync();
    }

    private void Add(IContestant contestant, int? length) => _all.Add(new DraftSide(contestant is EngineContestant, length, contestant));
}
