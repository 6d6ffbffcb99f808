namespace Step35.Engine.Tuning;

/// <summary>Changes to the rotary position embedding; what is null stays as the model's file has it.</summary>
/// <remarks>Base and scale reach the layers with full attention; those with a sliding window keep their own.</remarks>
public sealed class RopeOptions
{
    /// <summary>Gets or sets how positions are stretched.</summary>
    /// <value>Default null: as the model's file says.</value>
    public RopeScaling? Scaling { get; set; }

    /// <summary>Gets or sets the base of the frequencies.</summary>
    /// <value>Default null: the model's.</value>
    public float? FrequencyBase { get; set; }

    /// <summary>Gets or sets the factor on the frequencies.</summary>
    /// <value>For example 0.5 for twice the length. Default null: the model's.</value>
    public float? FrequencyScale { get; set; }

    /// <summary>Gets or sets how much YaRN extrapolates rather than interpolates.</summary>
    /// <value>From 0 to 1. Default null: the model's.</value>
    public float? YarnExtrapolation { get; set; }

    /// <summary>Gets or sets YaRN's factor on attention.</summary>
    /// <value>Default null: the model's.</value>
    public float? YarnAttention { get; set; }

    /// <summary>Gets or sets where YaRN begins to interpolate, in rotations.</summary>
    /// <value>Default null: the model's.</value>
    public float? YarnBetaFast { get; set; }

    /// <summary>Gets or sets where YaRN interpolates alone, in rotations.</summary>
    /// <value>Default null: the model's.</value>
    public float? YarnBetaSlow { get; set; }

    /// <summary>Gets or sets how many tokens the model was trained to hold before YaRN.</summary>
    /// <value>Default null: the model's.</value>
    public int? YarnOriginalContext { get; set; }

    /// <summary>Writes all values.</summary>
    /// <returns>The same text for the same values, in every culture.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"RoPE {Scaling} {FrequencyBase} {FrequencyScale} {YarnExtrapolation} {YarnAttention} {YarnBetaFast} {YarnBetaSlow} {YarnOriginalContext}");
}
