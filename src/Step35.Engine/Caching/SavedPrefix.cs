using Step35.Engine.Tokenization;

namespace Step35.Engine.Caching;

/// <summary>A conversation that was saved with everything the decoder knew of it.</summary>
/// <remarks>Holds its states; <see cref="Release"/> lets them go.</remarks>
internal sealed class SavedPrefix(TokenId[] tokens, SharedState state, int slidingWindow) : KnownPrefix
{
    public override ReadOnlySpan<TokenId> Computed => tokens;

    public override int Length => tokens.Length;

    public SharedState State => state;

    public override bool CanGoOnAfter(int length) => CanServe(length, tokens.Length, slidingWindow);

    public override bool CanCopyGoOnAfter(int length) => CanGoOnAfter(length);

    /// <summary>Tells whether a state serves to go on after so many tokens: it holds the window that ends at its last token.</summary>
    /// <remarks>That is enough for one token less, too; and what is no longer than the window is there as a whole.</remarks>
    public static bool CanServe(int length, int stateLength, int slidingWindow) => length >= stateLength - 1 || stateLength <= slidingWindow;

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
