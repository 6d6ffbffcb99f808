using Step35.Engine.Tokenization;

namespace Step35.Bench.Contestants;

/// <summary>The two sides, with the same model, threads and context.</summary>
internal sealed class Pair(EngineContestant ours, ServerContestant theirs) : IAsyncDisposable
{
    public IContestant Ours => ours;

    public IContestant Theirs => theirs;

    public Tokenizer Tokenizer => ours.Tokenizer;

#pragma warning disable CA2000 // The pair disposes what it is made of.
    public static async Task<Pair> StartAsync(PairSettings settings, CancellationToken cancellationToken)
    {
        var ours = await EngineContestant.LoadAsync(settings, cancellationToken);
        try
        {
            return new Pair(ours, await ServerContestant.StartAsync(settings, ours, cancellationToken));
        }
        catch
        {
            await ours.DisposeAsync();
            throw;
        }
    }
#pragma warning restore CA2000

    public async ValueTask DisposeAsync()
    {
        await theirs.DisposeAsync();
        await ours.DisposeAsync();
    }
}
