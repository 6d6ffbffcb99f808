namespace Step35.Engine.Gguf;

/// <summary>Reads the description of a Step-3.5 model and checks each part against the others.</summary>
internal static class Step35HeaderReader
{
    private const string Architecture = "step35";

    /// <summary>The limit compiled into llama.cpp.</summary>
    private const int MaxExperts = 1024;

    /// <summary>llama.cpp sizes its cache by the window times the sequences, in 32 bits; Step-3.5 looks back over 512 tokens.</summary>
    private const int MaxSlidingWindow = 1 << 16;

    public static Step35ModelHeader Read(GgufFile file)
    {
        var settings = new Hyperparameters(file);
        RequireArchitecture(settings);
        LoaderKeys.Check(file);
        var header = Read(file, settings);
        RequireKnownGraph(settings, header);
        Step35Tensors.Check(file, header);
        return header;
    }

    private static void RequireArchitecture(Hyperparameters settings)
    {
        var found = settings.Text("general.architecture");
        if (found != Architecture)
            throw settings.Fail($"the model's architecture is '{found}' and this engine runs '{Architecture}'; give a Step-3.5 model.");
    }

    private static Step35ModelHeader Read(GgufFile file, Hyperparameters settings)
    {
        var blocks = settings.Int("step35.block_count", 1, Hyperparameters.MaxLayers);
        var mtpLayers = settings.Int("step35.nextn_predict_layers", 0, blocks - 1, whenAbsent: 0);
        var kind = Step35Tensors.FindKind(file, blocks - mtpLayers, mtpLayers);
        var contextLength = settings.Int("step35.context_length", 1, int.MaxValue);
        var keyLength = settings.Int("step35.attention.key_length", 2, Hyperparameters.MaxDimension);
        file.Metadata.TryGetString("general.name", out var name);
        return new Step35ModelHeader
        {
            Kind = kind,
            Name = name,
            Layers = ReadLayers(file, settings, blocks, blocks - mtpLayers),
            TrunkLayerCount = blocks - mtpLayers,
            MtpLayerCount = kind == Step35ModelKind.TrunkOnly ? 0 : mtpLayers,
            ContextLength = contextLength,
            EmbeddingLength = settings.Int("step35.embedding_length", 1, Hyperparameters.MaxDimension),
            FeedForwardLength = ReadCommon(settings, "step35.feed_forward_length", blocks, Hyperparameters.MaxDimension),
            KeyLength = keyLength,
            ValueLength = settings.Int("step35.attention.value_length", 1, Hyperparameters.MaxDimension),
            SlidingWindow = settings.Int("step35.attention.sliding_window", 1, Math.Min(contextLength, MaxSlidingWindow)),
            RmsEpsilon = settings.Float("step35.attention.layer_norm_rms_epsilon", 0, 1),
            Rope = ReadRope(settings, keyLength),
            Experts = ReadExperts(settings, blocks),
            Vocabulary = Step35VocabularyReader.Read(file, settings),
        };
    }

    private static Step35Layer[] ReadLayers(GgufFile file, Hyperparameters settings, int blocks, int trunkLayers)
    {
        var heads = settings.IntPerLayer("step35.attention.head_count", blocks, 1, Hyperparameters.MaxDimension);
        var keyValueHeads = settings.IntPerLayer("step35.attention.head_count_kv", blocks, 1, Hyperparameters.MaxDimension);
        var sliding = settings.Pattern("step35.attention.sliding_window_pattern", blocks);
        if (!sliding.Contains(true))
            throw settings.Fail("no layer has a sliding window, which llama.cpp cannot run as Step-3.5; convert the model again.");
        var routedClamps = settings.FloatPerLayer("step35.swiglu_clamp_exp", blocks, 0, float.MaxValue);
        var sharedClamps = settings.FloatPerLayer("step35.swiglu_clamp_shexp", blocks, 0, float.MaxValue);
        var uneven = Enumerable.Range(0, blocks).FirstOrDefault(i => heads[i] % keyValueHeads[i] != 0, -1);
        if (uneven >= 0)
            throw settings.Fail($"layer {uneven} has {heads[uneven]} query heads, no multiple of its {keyValueHeads[uneven]} key "
                + "heads; convert the model again.");

        return [.. Enumerable.Range(0, blocks).Select(i => new Step35Layer
        {
            Index = i,
            IsMtp = i >= trunkLayers,
            IsSlidingWindow = sliding[i],
            HasExperts = Step35Tensors.HasExperts(file, i),
            QueryHeads = heads[i],
            KeyValueHeads = keyValueHeads[i],
            RoutedClamp = routedClamps[i],
            SharedClamp = sharedClamps[i],
        })];
    }

    private static Step35Rope ReadRope(Hyperparameters settings, int keyLength)
    {
        var dimensions = settings.Int("step35.rope.dimension_count", 4, keyLength, whenAbsent: keyLength);
        var sliding = settings.Int("step35.rope.dimension_count_swa", 2, keyLength, whenAbsent: dimensions);
        // Dimensions rotate in pairs, and layers with full attention rotate the first half of them.
        if (dimensions % 4 != 0 || sliding % 2 != 0)
            throw settings.Fail($"{dimensions} rotating dimensions (sliding: {sliding}) do not divide into pairs; "
                + "convert the model again.");
        return new Step35Rope(
            dimensions / 2,
            sliding,
            settings.Float("step35.rope.freq_base", 1, float.MaxValue, whenAbsent: 10_000),
            settings.Float("step35.rope.freq_base_swa", 1, float.MaxValue, whenAbsent: 10_000));
    }

    private static Step35Experts ReadExperts(Hyperparameters settings, int blocks)
    {
        var count = settings.Int("step35.expert_count", 1, MaxExperts);
        return new Step35Experts(
            count,
            ReadCommon(settings, "step35.expert_used_count", blocks, count),
            ReadCommon(settings, "step35.expert_feed_forward_length", blocks, Hyperparameters.MaxDimension),
            settings.Int("step35.expert_shared_feed_forward_length", 1, Hyperparameters.MaxDimension),
            settings.Float("step35.expert_weights_scale", 0, float.MaxValue, whenAbsent: 0));
    }

    /// <summary>Reads a setting that may stand per layer, but of which the graph uses the first layer's value everywhere.</summary>
    private static int ReadCommon(Hyperparameters settings, string key, int blocks, int maximum)
    {
        var values = settings.IntPerLayer(key, blocks, 1, maximum);
        return values.All(value => value == values[0])
            ? values[0]
            : throw settings.Fail($"'{key}' differs between layers, which Step-3.5 does not allow; convert the model again.");
    }

    private static void RequireKnownGraph(Hyperparameters settings, Step35ModelHeader header)
    {
        settings.RequireNumberIfPresent("step35.embedding_length_out", header.EmbeddingLength);
        settings.RequireNumberIfPresent("step35.attention.key_length_swa", header.KeyLength);
        settings.RequireNumberIfPresent("step35.attention.value_length_swa", header.ValueLength);
        settings.RequireIfPresent<bool>("step35.attention.causal", "true", causal => causal);
        settings.RequireIfPresent<uint>("step35.pooling_type", "0 (none)", type => type == 0);
        settings.RequireIfPresent<uint>("step35.expert_group_count", "0 or 1", groups => groups <= 1);
        settings.RequireIfPresent<uint>("step35.expert_gating_func", "2 (sigmoid)", function => function is 0 or 2);
        settings.RequireIfPresent<string>("step35.rope.scaling.type", "none, linear or yarn", type => type is "none" or "linear" or "yarn");
        foreach (var key in new[] { "scaling.factor", "scaling.attn_factor", "scaling.alpha", "scale_linear" })
            settings.Float($"step35.rope.{key}", 0, float.MaxValue, whenAbsent: 0);
        settings.RequireIfPresent<GgufValue>("step35.classifier.output_labels", "absent", _ => false);
    }
}
