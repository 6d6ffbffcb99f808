using System.Numerics;

namespace Step35.Engine.Drafting;

/// <summary>Chooses how many tokens to draft: as many as give the most tokens a second, by what steps have cost and drafts have won.</summary>
/// <remarks>
/// All sequences of a step draft alike, because the core computes rows together only while each sequence has as many as the others.
/// Numbers of sequences near each other learn together and go on where they left off: among many, one more or less changes little.
/// Belongs to the scheduler's thread.
/// </remarks>
internal sealed class AdaptiveLength
{
    // Among more sequences a step may have room for fewer lengths.
    private readonly Dictionary<(int Group, int Lengths), LengthChoice> _choices = [];
    private LengthChoice? _last;
    private bool _hasChosen;

    /// <summary>Chooses for a step.</summary>
    /// <param name="candidates">What each length would ask for and may bring, from no draft at all upward.</param>
    public int Choose(ReadOnlySpan<DraftCandidate> candidates)
    {
        var key = (GroupOf(candidates[0].Sequences), candidates.Length);
        if (!_choices.TryGetValue(key, out var choice))
            _choices.Add(key, choice = new LengthChoice(maxTokens: candidates.Length - 1));
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

    // 1, 2, 3, 4, 5 to 6, 7 to 8, 9 to 12, 13 to 16, 17 to 24 and so on.
    private static int GroupOf(int sequences)
    {
        var others = sequences - 1;
        var shift = Math.Max(0, BitOperations.Log2((uint)others) - 1);
        return others >> shift << shift;
    }
}
