namespace Step35.Engine.Drafting;

/// <summary>Chooses how many tokens to draft: as many as give the most tokens a second, by what steps have cost and drafts have won.</summary>
/// <remarks>
/// All sequences of a step draft alike, because the core computes rows together only while each sequence has as many as the others. What
/// is learned where some number of sequences write is told apart from the rest, and goes on where that number comes again. Belongs to the
/// scheduler's thread.
/// </remarks>
internal sealed class AdaptiveLength(int maxSequences, int maxTokens)
{
    private readonly LengthChoice?[] _bySequences = new LengthChoice?[maxSequences + 1];
    private LengthChoice? _last;
    private bool _hasChosen;

    /// <summary>Chooses for a step.</summary>
    /// <param name="candidates">What each length would ask for and may bring, from no draft at all upward.</param>
    public int Choose(ReadOnlySpan<DraftCandidate> candidates)
    {
        var choice = _bySequences[candidates[0].Sequences] ??= new LengthChoice(maxTokens);
        if (choice != _last)
            choice.Resume();
        (_last, _hasChosen) = (choice, true);
        return choice.Choose(candidates);
    }

    /// <summary>Learns what the step took, if its length was chosen here.</summary>
    public void Learn(DraftStep step)
    {
        if (_hasChosen)
            _last!.Learn(step);
        _hasChosen = false;
    }
}
