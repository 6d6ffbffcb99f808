using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Caching;

/// <summary>Hands out the decoder's sequences, each with as much of a prompt as is known from earlier requests.</summary>
/// <remarks>
/// Belongs to the scheduler's thread. The sequence with the longest reusable prefix wins. A conversation that goes on keeps its
/// sequence; one that merely begins alike is copied, so that the other can go on later. What must give way is saved in host memory.
/// Invariant: a busy sequence belongs to exactly one running request.
/// </remarks>
internal sealed class PrefixCache
{
    // Below these, computing again costs no more than copying.
    private const int MinCopiedTokens = 64;
    private const int MaxCopiedPerReused = 16;

    private readonly IDecoderBackend _backend;
    private readonly ResidentSequence[] _sequences;
    private readonly PrefixStore _store;
    private readonly CheckpointBudget _checkpoints;
    private long _clock;

    public PrefixCache(IDecoderBackend backend, EngineOptions options)
    {
        _backend = backend;
        _checkpoints = new CheckpointBudget(options.CheckpointBytes);
        _store = new PrefixStore(options.PrefixStoreBytes);
        _sequences = [.. Enumerable.Range(0, backend.SequenceCount).Select(id => new ResidentSequence(new SequenceId(id), backend))];
    }

    public bool HasFree => Array.Exists(_sequences, static sequence => !sequence.IsBusy);

    public bool KeepsCheckpoints => _checkpoints.BudgetBytes > 0;

    /// <summary>Gets how many sequences are given out; safe to read on any thread.</summary>
    public int BusySequences => _sequences.Count(static sequence => sequence.IsBusy);

    /// <summary>Gets how many tokens the decoder holds; safe to read on any thread.</summary>
    public long ComputedTokens => _sequences.Sum(static sequence => (long)sequence.Length);

    /// <summary>Gets what the checkpoints take; safe to read on any thread.</summary>
    public long CheckpointBytes => _checkpoints.Bytes;

    /// <summary>Gets what the saved conversations take; safe to read on any thread.</summary>
    public long StoredBytes => _store.Bytes;

    /// <summary>Gets the most that a saved conversation may take.</summary>
    public long StoreBudgetBytes => _store.BudgetBytes;

    private IEnumerable<KnownPrefix> Prefixes => _sequences.Concat<KnownPrefix>(_store.Prefixes);

    /// <summary>Gets a free sequence that holds as much of a prompt as is known, and the rest of it to be computed.</summary>
    public ResidentSequence Acquire(ReadOnlySpan<TokenId> prompt)
    {
        var source = FindBest(prompt, out var reuse);
        var target = source is ResidentSequence { IsBusy: false } idle && GoesOn(source, reuse) ? idle : FindLeastUseful(source);
        try
        {
            if (target != source)
                Fill(target, source, reuse);
            else if (!GoesOn(target, reuse))
                Save(target);
            target.GoBackTo(prompt);
        }
        catch
        {
            target.Clear();
            throw;
        }

        target.IsBusy = true;
        return target;
    }

    /// <summary>Takes a sequence back and keeps what it holds for later requests.</summary>
    public void Release(ResidentSequence sequence)
    {
        sequence.Trim();
        sequence.IsBusy = false;
        sequence.LastUse = ++_clock;
    }

    /// <summary>Saves what the sliding layers know of a sequence as it is now, if the budget allows.</summary>
    public void TakeCheckpoint(ResidentSequence sequence)
    {
        if (sequence.Checkpoints.Contains(sequence.Length) || TrySave(sequence, StateScope.SlidingLayers, _checkpoints.BudgetBytes) is not { } state)
            return;
        sequence.Checkpoints.Add(new Checkpoint(sequence.Length, new SharedState(state)));
        _checkpoints.Trim(Prefixes);
    }

    /// <summary>Copies what is known of a conversation, if that goes no further than the conversation; null when nothing is known.</summary>
    /// <returns>False when it must be cut out of a longer one.</returns>
    public bool TryCapture(ReadOnlySpan<TokenId> conversation, out SavedPrefix? prefix)
    {
        prefix = null;
        if (FindBest(conversation, out _) is not { } source)
            return true;
        if (source.MeasureCommon(conversation) < source.Length)
            return false;
        prefix = source is SavedPrefix saved ? saved.Share() : TryCopy((ResidentSequence)source);
        return true;
    }

    /// <summary>Cuts a conversation out of a longer one, in a free sequence, and copies it; what the cut takes away is saved first.</summary>
    public SavedPrefix? CaptureBeginning(ReadOnlySpan<TokenId> conversation)
    {
        if (FindBest(conversation, out _) is ResidentSequence { IsBusy: false } idle)
            Save(idle);
        var sequence = Acquire(conversation);
        try
        {
            return sequence.Length == 0 ? null : TryCopy(sequence);
        }
        finally
        {
            Release(sequence);
        }
    }

    /// <summary>Puts a conversation into the store, if it is not larger than the whole of it.</summary>
    public bool TryAdopt(SavedPrefix prefix)
    {
        if (!_store.TryMakeRoom(prefix.Computed, prefix.State.ByteCount))
            return false;
        _store.Add(prefix);
        _checkpoints.Trim(Prefixes);
        return true;
    }

    /// <summary>Empties the sequences that nobody uses, and lets the saved states of all go.</summary>
    /// <returns>How many tokens are known no more.</returns>
    public int Forget()
    {
        var known = Prefixes.Sum(static prefix => prefix.Length);
        Clear();
        foreach (var sequence in _sequences.Where(static sequence => !sequence.IsBusy))
            sequence.Clear();
        return known - Prefixes.Sum(static prefix => prefix.Length);
    }

    /// <summary>Lets all saved states go.</summary>
    public void Clear()
    {
        foreach (var sequence in _sequences)
            sequence.Checkpoints.Clear();
        _store.Clear();
    }

    private static bool GoesOn(KnownPrefix source, int reuse) => reuse * 2L >= source.Length;

    private KnownPrefix? FindBest(ReadOnlySpan<TokenId> prompt, out int reuse)
    {
        KnownPrefix? best = null;
        reuse = 0;
        foreach (var sequence in _sequences)
            Consider(sequence, prompt, ref best, ref reuse);
        foreach (var saved in _store.Prefixes)
            Consider(saved, prompt, ref best, ref reuse);
        return best;
    }

    // Of equals the one that nobody uses: it need not be copied.
    private static void Consider(KnownPrefix candidate, ReadOnlySpan<TokenId> prompt, ref KnownPrefix? best, ref int reuse)
    {
        var isBusy = candidate is ResidentSequence { IsBusy: true };
        var known = candidate.MeasureKnown(prompt);
        var length = candidate.MeasureReuse(known, asCopy: isBusy);
        if (!isBusy && !GoesOn(candidate, length))
            length = candidate.MeasureReuse(known, asCopy: true);
        if (length > reuse || (length == reuse && length > 0 && best is ResidentSequence { IsBusy: true } && !isBusy))
            (best, reuse) = (candidate, length);
    }

    // Empty ones first, the lowest of them: the core computes the rows of sequences whose ids follow each other upward together.
    private ResidentSequence FindLeastUseful(KnownPrefix? spared)
    {
        ResidentSequence? found = null;
        foreach (var sequence in _sequences)
        {
            if (sequence.IsBusy || (sequence == spared && found is not null))
                continue;
            if (found is null || found == spared || Usefulness(sequence) < Usefulness(found))
                found = sequence;
        }

        return found ?? throw new InvalidOperationException("Every sequence is busy.");
    }

    private static long Usefulness(ResidentSequence sequence) => sequence.Length == 0 ? 0 : sequence.LastUse;

    private void Fill(ResidentSequence target, KnownPrefix? source, int reuse)
    {
        if (source is SavedPrefix saved)
        {
            Return(target, saved, reuse);
            return;
        }

        Save(target);
        if (source is ResidentSequence other && reuse >= MinCopiedTokens && (long)reuse * MaxCopiedPerReused >= other.Length)
            Copy(target, other);
        else
            target.Clear();
    }

    private void Return(ResidentSequence target, SavedPrefix saved, int reuse)
    {
        _store.Take(saved);
        var keeps = false;
        try
        {
            Save(target);
            keeps = target.TryBecome(saved, saved.State.State) && !GoesOn(saved, reuse) && TryAdopt(saved);
        }
        finally
        {
            if (!keeps)
                saved.Release();
        }
    }

    private void Copy(ResidentSequence target, ResidentSequence source)
    {
        using var state = TrySave(source, StateScope.AllLayers, _store.BudgetBytes);
        if (state is null)
            target.Clear();
        else
            target.TryBecome(source, state);
    }

    private void Save(ResidentSequence sequence)
    {
        if (sequence.Length < MinCopiedTokens)
            return;
        var byteCount = _backend.GetStateBytes(sequence.Id, StateScope.AllLayers);
        if (_store.TryMakeRoom(sequence.Computed, byteCount) && TryCopy(sequence, byteCount) is { } prefix)
            _store.Add(prefix);
    }

    private SavedPrefix? TryCopy(ResidentSequence sequence) =>
        TryCopy(sequence, _backend.GetStateBytes(sequence.Id, StateScope.AllLayers));

    private SavedPrefix? TryCopy(ResidentSequence sequence, long byteCount)
    {
        if (TrySaveAs(sequence, StateScope.AllLayers, byteCount) is not { } state)
            return null;
        var prefix = new SavedPrefix([.. sequence.Computed], new SharedState(state), _backend.SlidingWindow);
        prefix.Checkpoints.ShareFrom(sequence.Checkpoints, sequence.Length);
        return prefix;
    }

    private ISequenceState? TrySave(ResidentSequence sequence, StateScope scope, long budget)
    {
        var byteCount = _backend.GetStateBytes(sequence.Id, scope);
        return byteCount <= budget ? TrySaveAs(sequence, scope, byteCount) : null;
    }

    private ISequenceState? TrySaveAs(ResidentSequence sequence, StateScope scope, long byteCount)
    {
        try
        {
            return byteCount > 0 ? _backend.Save(sequence.Id, scope, byteCount) : null;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
