using Step35.Bench.Contestants;
using Step35.Engine.Tokenization;

namespace Step35.Bench.Drafting;

/// <summary>All that take turns: a llama-server for each length, and one engine that is asked for each of them, or chooses its own.</summary>
/// <remarks>One engine, because compute threads that outnumber the processors sleep between steps instead of spinning.</remarks>
internal sealed class DraftSides : IAsyncDisposable
{
    private const int LongestDraft = 3;

    private readonly EngineContestant _engine;
    private readonly List<DraftSide> _all;

    private DraftSides(EngineContestant engine)
    {
        _engine = engine;
        _all = [new DraftSide(IsOurs: true, Length: null, engine)];
    }

    public IReadOnlyList<DraftSide> All => _all;

    public Tokenizer Tokenizer => _engine.Tokenizer;

#pragma warning disable CA2000 // The sides dispose what they are made of.
    public static async Task<DraftSides> StartAsync(HeadsSettings settings, string modelPath, CancellationToken cancellationToken)
    {
        var pair = new PairSettings(settings.ServerPath, modelPath, settings.Threads, Conversations: 1) { PromptLookup = false };
        var engine = await EngineContestant.LoadAsync(pair, cancellationToken);
        var sides = new DraftSides(engine);
        try
        {
            for (var length = 0; length <= LongestDraft; length++)
            {
                var server = await ServerContestant.StartAsync(pair with { DraftTokens = length }, engine, cancellationToken);
                sides._all.Add(new DraftSide(IsOurs: true, length, engine));
                sides._all.Add(new DraftSide(IsOurs: false, length, server));
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
        foreach (var side in _all.Where(side => !side.IsOurs))
            await side.Contestant.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
