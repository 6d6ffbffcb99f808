using System.Runtime.InteropServices;
using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Drafting;

/// <summary>What is guessed of the tokens after a sequence's newest one.</summary>
/// <remarks>Belongs to the scheduler's thread; one for each running request, used again in every step.</remarks>
/// <param name="sequence">Whose tokens.</param>
/// <param name="fixedLength">How many tokens the request wants guessed in every step; null leaves it to what pays.</param>
/// <param name="acceptance">How the request's drafts fare.</param>
internal sealed class Draft(ResidentSequence sequence, int? fixedLength, DraftAcceptance acceptance)
{
    private readonly List<TokenId> _tokens = [];
    private int _judged;

    public SequenceId Sequence => sequence.Id;

    public int? FixedLength => fixedLength;

    /// <summary>Gets the tokens so far; the last one is not computed yet.</summary>
    public ReadOnlySpan<TokenId> Known => sequence.Tokens;

    /// <summary>Gets the most tokens to guess.</summary>
    public int Limit { get; private set; }

    /// <summary>Gets the most tokens that the source could guess, be there room for them or not.</summary>
    public int Reach { get; private set; }

    public DraftSource Source { get; private set; }

    public int Count => _tokens.Count;

    public ReadOnlySpan<TokenId> Tokens => CollectionsMarshal.AsSpan(_tokens);

    /// <summary>Gets how many of the tokens turned out right.</summary>
    public int Accepted { get; private set; }

    /// <summary>Gets a value indicating whether none was learned from yet.</summary>
    public bool IsFirst { get; private set; } = true;

    /// <summary>Begins a new step's guess.</summary>
    public void Begin(int limit)
    {
        Restart(DraftSource.PromptLookup, limit);
    }

    /// <summary>Drops what was guessed in this step, for a guess from another source.</summary>
    public void Restart(DraftSource source, int limit)
    {
        _tokens.Clear();
        (Accepted, _judged) = (0, 0);
        (Source, Limit) = (source, limit);
    }

    /// <summary>Drops what was guessed, since the heads are to guess as much as there is room for.</summary>
    public void LeaveToHeads(int reach)
    {
        Restart(DraftSource.Heads, Math.Min(Limit, reach));
        Reach = reach;
    }

    /// <summary>Keeps what was guessed, and no more.</summary>
    public void KeepGuess()
    {
        Cut(Count);
        Reach = Count;
    }

    public void Add(TokenId token) => _tokens.Add(token);

    /// <summary>Keeps at most so many tokens.</summary>
    public void Cut(int limit)
    {
        Limit = Math.Min(Limit, limit);
        if (Limit < Count)
            _tokens.RemoveRange(Limit, Count - Limit);
    }

    /// <summary>Counts the next token as right, if it is the one that was chosen.</summary>
    public bool TryAccept(TokenId chosen)
    {
        if (Accepted == Count)
            return false;
        _judged = Accepted + 1;
        if (_tokens[Accepted] != chosen)
            return false;
        Accepted++;
        return true;
    }

    /// <summary>Gets the chance that the first token of a guess from a source is right.</summary>
    public double ChanceOf(DraftSource source) => acceptance.Of(source).ChanceAt(0);

    /// <summary>Gets how many tokens would be right on average, if at most so many were guessed and there was room for them.</summary>
    public double ExpectAccepted(int length) => acceptance.Of(Source).ExpectAccepted(Math.Min(length, Reach));

    /// <summary>Learns how this step's guess fared, as far as it was judged.</summary>
    public void Learn()
    {
        acceptance.Of(Source).Learn(_judged, Accepted);
        IsFirst = false;
    }
}
