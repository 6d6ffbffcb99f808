using CsCheck;
using Step35.Engine.Gguf;
using Step35.Engine.Planning;
using Step35.TestModels;

namespace Step35.Engine.ModelTests.Planning;

/// <summary>Random models and settings for plans.</summary>
internal static class GenPlan
{
    public static Gen<TestModelShape> Shape { get; } =
        from widths in Gen.Select(Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 16])
        from heads in Gen.Select(Gen.OneOf(1, 2, 4), Gen.Int[1, 4], Gen.Int[1, 4], Gen.OneOf(32, 64))
        from experts in Gen.Select(Gen.Int[1, 24], Gen.Int[1, 8])
        from layers in Gen.Select(Gen.Int[2, 9], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[2, 4])
        from window in Gen.Int[4, 600]
        from kind in Gen.OneOf(Step35ModelKind.WithMtp, Step35ModelKind.TrunkOnly)
        from type in Gen.OneOf(GgmlType.Q8_0, GgmlType.F16)
        from hasOwnHeads in Gen.Bool
        select new TestModelShape
        {
            Kind = kind,
            HasOwnMtpHeads = hasOwnHeads,
            WeightType = type,
            HiddenLength = 32 * widths.Item1,
            ExpertLength = 32 * widths.Item2,
            DenseLength = 64 * widths.Item3,
            PaddingTokens = 100 * widths.Item4,
            KeyValueHeads = heads.Item1,
            FullHeads = heads.Item1 * heads.Item2,
            SlidingHeads = heads.Item1 * heads.Item3,
            HeadLength = heads.Item4,
            Experts = Math.Max(experts.Item1, experts.Item2),
            UsedExperts = Math.Min(experts.Item1, experts.Item2),
            TrunkLayers = layers.Item1,
            DenseLayers = Math.Min(layers.Item1, layers.Item2),
            MtpLayers = layers.Item3,
            FullAttentionEvery = layers.Item4,
            SlidingWindow = window,
        };

    public static Gen<PlanSettings> Settings { get; } =
        from context in Gen.Int[16, 4096]
        from sequences in Gen.Int[1, 5]
        from batch in Gen.Select(Gen.Int[5, 600], Gen.Int[1, 600])
        from type in Gen.OneOf(KvCacheType.F16, KvCacheType.BF16, KvCacheType.Q8_0, KvCacheType.Q4_0)
        from usesFlash in Gen.Bool
        from isFull in Gen.Bool
        select new PlanSettings
        {
            ContextLength = context,
            Sequences = sequences,
            BatchTokens = Math.Max(sequences, batch.Item1),
            MicroBatchTokens = Math.Min(batch.Item1, batch.Item2),
            KeyCacheType = type,
            ValueCacheType = usesFlash ? type : KvCacheType.F16,
            FlashAttention = usesFlash,
            SlidingWindowFull = isFull,
        };
}
