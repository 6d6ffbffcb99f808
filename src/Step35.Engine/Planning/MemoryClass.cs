namespace Step35.Engine.Planning;

/// <summary>What memory is used for.</summary>
public enum MemoryClass
{
    /// <summary>The token embeddings, the output head and what belongs to no layer.</summary>
    Embeddings,

    /// <summary>The weights of attention, with the norms of the layers.</summary>
    Attention,

    /// <summary>The weights of dense feed-forward parts.</summary>
    Dense,

    /// <summary>The weights of experts that every token passes, and of the routers.</summary>
    SharedExperts,

    /// <summary>The weights of experts that tokens are routed to.</summary>
    RoutedExperts,

    /// <summary>The weights of the layers that draft tokens.</summary>
    Mtp,

    /// <summary>The weights of low-rank adapters.</summary>
    Adapters,

    /// <summary>The KV cache of layers with full attention.</summary>
    FullKv,

    /// <summary>The KV cache of layers with a sliding window.</summary>
    SlidingKv,

    /// <summary>The KV cache of the layers that draft tokens.</summary>
    MtpKv,

    /// <summary>The buffers that a step computes in.</summary>
    Compute,

    /// <summary>The rows that a step hands out: logits and hidden rows.</summary>
    Outputs,

    /// <summary>What the native core keeps of tokens, cells and graphs.</summary>
    Bookkeeping,

    /// <summary>What .NET comes to hold while an engine works: its heap, and compiled code.</summary>
    Runtime,

    /// <summary>Checkpoints, which let conversations go back.</summary>
    Checkpoints,

    /// <summary>Conversations whose place in the context was given to others.</summary>
    PrefixStore,
}
