namespace Step35.Engine.ModelTests;

/// <summary>Explains where two computations of one text go on with different tokens, and counts the reasons.</summary>
/// <remarks>
/// Pieces of other widths add in another order. Two tokens that are all but equally likely may change places by it: a tie. So may two experts
/// that a router all but equally likes: a jump, which moves the logits by more than any order of adding does, and which stays in the KV cache.
/// A jump counts only where the core shows it alone: in some cut of the same text, or without any, the two tokens must be as near as in a tie,
/// or the other way round.
/// Not safe for concurrent calls.
/// </remarks>
internal sealed class Partings(float tieTolerance)
{
    /// <summary>More logits than rounding moves apart in the small model.</summary>
    public const float NanoTieTolerance = 0.3f;

    private int _ties;
    private int _jumps;
    private float _widestTie;
    private float _widestJump;

    /// <summary>Counts a parting, and fails where neither explains it.</summary>
    /// <param name="promptLength">How much of the text is the prompt.</param>
    /// <param name="length">How long the text is.</param>
    /// <param name="measureLead">Measures by how many logits the expected token is likelier than the one that came, after the text in such pieces.</param>
    public void Explain(int promptLength, int length, Func<Cut, float> measureLead)
    {
        var lead = measureLead(Cut.None(length));
        if (Math.Abs(lead) <= tieTolerance)
        {
            _ties++;
            _widestTie = Math.Max(_widestTie, Math.Abs(lead));
            return;
        }

        var leads = lead < 0 ? [] : Cut.LikeTheEngine(promptLength, length).Select(measureLead).ToList();
        Assert.True(
            leads.Append(lead).Min() <= tieTolerance,
            $"After {length} tokens came another token than the one that leads by {lead:F3} logits, in cuts by [{string.Join("; ", leads)}].");
        _jumps++;
        _widestJump = Math.Max(_widestJump, Math.Abs(lead));
    }

    /// <summary>Fails unless nearly all that was compared is the same.</summary>
    public void AssertRareAmong(int comparisons)
    {
        Assert.True(_ties <= 2 + (comparisons / 50), $"{this} among {comparisons:N0}.");
        Assert.True(_jumps <= 1 + (comparisons / 500), $"{this} among {comparisons:N0}.");
    }

    public override string ToString() =>
        $"{_ties} ties, the widest of {_widestTie:F3} logits (tolerance {tieTolerance}), and {_jumps} jumps, the widest of {_widestJump:F3}";
}
