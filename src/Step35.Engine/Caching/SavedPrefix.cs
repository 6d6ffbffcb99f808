using Step35.Engine.Tokenization;

namespace Step35.Engine.Caching;

/// <summary>A conversation that was saved with everything the decoder knew of it.</summary>
/// <remarks>Holds its states; <see cref="Release"/> lets them go.</remarks>
internal sealed class SavedPrefix(TokenId[] tokens, SharedState state, int slidingWindow) : KnownPrefix
{
    public override ReadOnlySpan<TokenId> Computed => tokens;

    public SharedState State => state;

    // A state holds the window that ends at its last token, which is enough for one token less, too.
    public override bool CanGoOnAfter(int length) => length >= tokens.Length - 1 || tokens.Length <= slidingWindow;

    /// <summary>Makes a second holder of the same states.</summary>
    public SavedPrefix Share()
    {
        var copy = new SavedPrefix(tokens, state.Hold(), slidingWindow);
        copy.Checkpoints.ShareFrom(Checkpoints, tokens.Length);
        return copy;
    }

    public void Release()
    {
        Checkpoints.Clear();
        state.Release();
    }
}
