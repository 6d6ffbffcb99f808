using System.Runtime.InteropServices;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Caching;

/// <summary>Tokens whose computation is kept: in the KV cache or saved in memory.</summary>
internal abstract class KnownPrefix
{
    /// <summary>Gets the tokens that were computed.</summary>
    public abstract ReadOnlySpan<TokenId> Computed { get; }

    /// <summary>Gets how many tokens were computed.</summary>
    public abstract int Length { get; }

    public CheckpointList Checkpoints { get; } = new();

    /// <summary>Tells whether the sliding layers know enough to go on after so many tokens, without a checkpoint.</summary>
    public abstract bool CanGoOnAfter(int length);

    /// <summary>Tells the same of a copy, for which the core keeps no more than the window before the last token.</summary>
    public abstract bool CanCopyGoOnAfter(int length);

    /// <summary>Measures how many of a prompt's tokens are known; one is left over to be computed.</summary>
    public int MeasureKnown(ReadOnlySpan<TokenId> prompt) => Math.Min(MeasureCommon(prompt), prompt.Length - 1);

    /// <summary>Measures how many of so many known tokens need not be computed again.</summary>
    public int MeasureReuse(int known, bool asCopy) => (asCopy ? CanCopyGoOnAfter(known) : CanGoOnAfter(known))
        ? known
        : Math.Min(known, Checkpoints.FindAtMost(known + 1)?.Length ?? 0);

    /// <summary>Measures how far the tokens agree with others.</summary>
    public int MeasureCommon(ReadOnlySpan<TokenId> tokens) =>
        MemoryMarshal.Cast<TokenId, int>(Computed).CommonPrefixLength(MemoryMarshal.Cast<TokenId, int>(tokens));
}
