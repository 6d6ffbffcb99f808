namespace Step35.Native;

/// <summary>Changes to the rotary position embedding; what is null stays as the model has it.</summary>
internal sealed record LlamaRope
{
    public LlamaRopeScaling? Scaling { get; init; }

    public float? FrequencyBase { get; init; }

    public float? FrequencyScale { get; init; }

    public float? YarnExtrapolation { get; init; }

    public float? YarnAttention { get; init; }

    public float? YarnBetaFast { get; init; }

    public float? YarnBetaSlow { get; init; }

    public int? YarnOriginalContext { get; init; }
}
