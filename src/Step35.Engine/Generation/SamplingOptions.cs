using System.ComponentModel.DataAnnotations;

namespace Step35.Engine.Generation;

/// <summary>How the next token is chosen from the model's distribution.</summary>
/// <remarks>
/// The steps run in llama.cpp's order: penalties, top-k, top-p, min-p, temperature, draw. A step at its neutral value
/// is left out.
/// </remarks>
public sealed record SamplingOptions
{
    // Below it, a division by the temperature would leave the range of a float.
    private const float GreedyTemperature = 1e-5f;

    /// <summary>Gets the temperature; 0 takes the most likely token every time.</summary>
    /// <value>0 to 10. Default 1.0, as StepFun uses.</value>
    [Range(0.0, 10.0)]
    public float Temperature { get; init; } = 1.0f;

    /// <summary>Gets how many of the most likely tokens stay.</summary>
    /// <value>0 keeps all. Default 0.</value>
    [Range(0, int.MaxValue)]
    public int TopK { get; init; }

    /// <summary>Gets the probability mass of the most likely tokens that stay.</summary>
    /// <value>Above 0 to 1; 1 keeps all. Default 0.95.</value>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public float TopP { get; init; } = 0.95f;

    /// <summary>Gets the least probability of a token that stays, relative to the most likely one.</summary>
    /// <value>0 to 1; 0 keeps all. Default 0.</value>
    [Range(0.0, 1.0)]
    public float MinP { get; init; }

    /// <summary>Gets the factor by which tokens seen in the repetition window become less likely.</summary>
    /// <value>0.1 to 10; 1 changes nothing. Default 1.</value>
    [Range(0.1, 10.0)]
    public float RepetitionPenalty { get; init; } = 1.0f;

    /// <summary>Gets how many of the last tokens, prompt included, the three penalties look at.</summary>
    /// <value>0 switches the penalties off. Default 64.</value>
    [Range(0, 1 << 20)]
    public int RepetitionWindowTokens { get; init; } = 64;

    /// <summary>Gets what is taken from a token's logit for each time it stands in the repetition window.</summary>
    /// <value>-10 to 10; 0 changes nothing. Default 0.</value>
    [Range(-10.0, 10.0)]
    public float FrequencyPenalty { get; init; }

    /// <summary>Gets what is taken once from the logit of a token that stands in the repetition window.</summary>
    /// <value>-10 to 10; 0 changes nothing. Default 0.</value>
    [Range(-10.0, 10.0)]
    public float PresencePenalty { get; init; }

    /// <summary>Gets the seed of the draw: the same seed, prompt and settings give the same tokens.</summary>
    /// <value>Default null: a new seed for every request.</value>
    public uint? Seed { get; init; }

    internal bool IsGreedy => Temperature < GreedyTemperature;

    internal bool HasPenalties =>
        RepetitionWindowTokens > 0 && (RepetitionPenalty != 1.0f || FrequencyPenalty != 0.0f || PresencePenalty != 0.0f);
}
