namespace Step35.Engine.Drafting;

/// <summary>What a step takes that drafts some length, beside one that drafts nothing, and what trying it costs.</summary>
internal sealed class LengthCost
{
    // Enough that one trial which something disturbed does not count.
    private const int KeptTrials = 5;
    private const int TrialsOnCredit = 3;

    private readonly RecentNumbers _steps = new(KeptTrials);
    private readonly RecentNumbers _drafting = new(KeptTrials);
    private readonly RecentNumbers _losses = new(KeptTrials);
    private double _savings;
    private int _trials;

    public bool IsMeasured => _steps.Count > 0;

    /// <summary>Gets the ratio of a step, without drafting, to one that drafts nothing.</summary>
    public double Step => _steps.Median;

    /// <summary>Gets the ratio of drafting for all sequences to such a step.</summary>
    public double Drafting => _drafting.Median;

    /// <summary>Gets a value indicating whether another trial costs no more than was saved for it; the first ones are on credit.</summary>
    public bool IsAffordable => _trials < TrialsOnCredit || _savings >= _losses.Median;

    public void Learn(double step) => _steps.Add(step);

    public void LearnDrafting(double drafting) => _drafting.Add(drafting);

    /// <summary>Saves time for a trial, though not for two.</summary>
    public void Save(double seconds) => _savings = Math.Min(_savings + seconds, Math.Max(seconds, _losses.Median));

    /// <summary>Pays for a trial what trials usually lose.</summary>
    public void Pay(double loss)
    {
        _trials++;
        _losses.Add(Math.Max(0, loss));
        _savings -= _losses.Median;
    }
}
