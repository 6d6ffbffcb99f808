using System.Runtime.InteropServices;
using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Caching;

/// <summary>What one sequence of the decoder holds.</summary>
/// <remarks>
/// Belongs to the scheduler's thread. Invariant: the decoder's KV cache holds exactly <see cref="KnownPrefix.Computed"/> for this
/// sequence, and its sliding layers hold the window before their end.
/// </remarks>
internal sealed class ResidentSequence(SequenceId id, IDecoderBackend backend) : KnownPrefix
{
    private readonly List<TokenId> _tokens = [];

    // Both are read on other threads, too.
    private volatile int _computed;
    private volatile bool _isBusy;

    public SequenceId Id => id;

    /// <summary>Gets the conversation; of a running request also the tokens that are not computed yet.</summary>
    public ReadOnlySpan<TokenId> Tokens => CollectionsMarshal.AsSpan(_tokens);

    public override ReadOnlySpan<TokenId> Computed => Tokens[.._computed];

    /// <summary>Gets how many tokens are computed; safe to read on any thread.</summary>
    public override int Length => _computed;

    public bool IsBusy
    {
        get => _isBusy;
        set => _isBusy = value;
    }

    /// <summary>Gets or sets when it was last given back, on a clock that counts requests.</summary>
    public long LastUse { get; set; }

    /// <summary>Adds a token that is still to be computed.</summary>
    public void Append(TokenId token) => _tokens.Add(token);

    /// <summary>Takes note that the decoder has computed positions up to a length, of which only the first ones hold these tokens.</summary>
    public void Settle(int computed, int valid)
    {
        if (valid < computed)
            backend.Truncate(id, valid);
        _computed = valid;
    }

    public override bool CanGoOnAfter(int length) =>
        length == _computed || backend.GetFirstPosition(id) <= Math.Max(0, length - backend.SlidingWindow + 1);

    public override bool CanCopyGoOnAfter(int length) => SavedPrefix.CanServe(length, _computed, backend.SlidingWindow);

    /// <summary>Goes back to a prompt's first tokens and appends the rest of it.</summary>
    public void GoBackTo(ReadOnlySpan<TokenId> prompt)
    {
        var known = MeasureKnown(prompt);
        if (!TryCut(known))
            RestoreCheckpoint(known);
        Checkpoints.DropBeyond(_computed);
        Trim();
        _tokens.AddRange(prompt[_computed..]);
    }

    /// <summary>Goes back to fewer tokens, if the sliding layers still know enough; the others are to be computed again.</summary>
    public bool TryCut(int length)
    {
        if (!CanGoOnAfter(length))
            return false;
        if (length < _computed)
            Cut(length);
        return true;
    }

    /// <summary>Forgets what is not computed yet.</summary>
    public void Trim() => _tokens.RemoveRange(_computed, _tokens.Count - _computed);

    public void Clear()
    {
        backend.Truncate(id, 0);
        Checkpoints.Clear();
        _tokens.Clear();
        _computed = 0;
    }

    /// <summary>Becomes a copy of another prefix, whose state is given.</summary>
    /// <returns>False when the state does not fit; the sequence is empty then.</returns>
    public bool TryBecome(KnownPrefix source, ISequenceState state)
    {
        Clear();
        if (!backend.TryRestore(id, state))
        {
            Clear();
            return false;
        }

        _tokens.AddRange(source.Computed);
        Checkpoints.ShareFrom(source.Checkpoints, source.Length);
        _computed = source.Length;
        return true;
    }

    private void RestoreCheckpoint(int length)
    {
        if (Checkpoints.FindAtMost(length + 1) is not { } checkpoint || !backend.TryRestore(id, checkpoint.State.State))
        {
            Clear();
            return;
        }

        Cut(Math.Min(length, checkpoint.Length));
    }

    private void Cut(int length)
    {
        backend.Truncate(id, length);
        _computed = length;
    }
}
