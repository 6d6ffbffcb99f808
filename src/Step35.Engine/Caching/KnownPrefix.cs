using System.Runtime.InteropServices;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Caching;

/// <summary>Tokens whose computation is kept: in the KV cache or saved in memory.</summary>
internal abstract class KnownPrefix
{
    /// <summary>Gets the tokens that were computed.</summary>
    public abstract ReadOnlySpan<TokenId> Computed { get; }

    public int Length => Computed.Length;

    public CheckpointList Checkpoints { get; } = new();

    /// <summary>Tells whether the sliding layers know enough to go on after so many tokens, without a checkpoint.</summary>
    public abstract bool CanGoOnAfter(int length);

    /// <summary>Tells the same of a copy, for which the core keeps no more than the window before the last token.</summary>
    public abstract bool CanCopyGoOnAfter(int length);

    /// <summary>Measures how many tokens of a prompt need not be computed again; one is left over to be computed.</summary>
    public int MeasureReuse(ReadOnlySpan<TokenId> prompt, bool asCopy)
    {
        var common = Math.Min(MeasureCommon(prompt), prompt.Length - 1);
        return asCopy ? Reach(common, CanCopyGoOnAfter(common)) : Reach(common, CanGoOnAfter(common));
    }

    /// <summary>Measures how far the tokens agree with others.</summary>
    public int MeasureCommon(ReadOnlySpan<TokenId> tokens) =>
        MemoryMarshal.Cast<TokenId, int>(Computed).CommonPrefixLength(MemoryMarshal.Cast<TokenId, int>(tokens));

    private int Reach(int common, bool canGoOn) =>
        canGoOn ? common : Math.Min(common, Checkpoints.FindAtMost(common + 1)?.Length ?? 0);
}
