using System.ComponentModel.DataAnnotations;
using Step35.Engine.Planning;
using Step35.Engine.Tuning;

namespace Step35.Engine;

/// <content>Where the model lies and how it computes; what is left open is chosen by the memory plan.</content>
public partial class EngineOptions
{
    /// <summary>Gets or sets what settings that are left open are chosen for.</summary>
    /// <value>
    /// Default <see cref="TuningProfile.Auto"/>. <see cref="TuningProfile.MaxSpeed"/> raises <see cref="MaxBatchTokens"/> to 2,048, or 4,096
    /// for a single sequence, where that fits, and <see cref="TuningProfile.ManyAgents"/> chooses <see cref="MaxSequences"/>, unless they are
    /// set to other than their defaults.
    /// </value>
    [EnumDataType(typeof(TuningProfile))]
    public TuningProfile Profile { get; set; }

    /// <summary>Gets or sets a value indicating whether a model is loaded even where the plan says that memory does not suffice.</summary>
    /// <value>Default false: <see cref="MemoryPlanException"/> names the settings that fit.</value>
    public bool SkipMemoryCheck { get; set; }

    /// <summary>Gets or sets how the keys of the context are stored.</summary>
    /// <value>Default null: 16-bit floats; 8 bits where those do not fit and <see cref="ValueCacheType"/> is open, too.</value>
    [EnumDataType(typeof(KvCacheType))]
    public KvCacheType? KeyCacheType { get; set; }

    /// <summary>Gets or sets how the values of the context are stored.</summary>
    /// <value>
    /// Default null: 16-bit floats; 8 bits where those do not fit and <see cref="KeyCacheType"/> is open, too. Fewer than 16 bits need
    /// flash attention.
    /// </value>
    [EnumDataType(typeof(KvCacheType))]
    public KvCacheType? ValueCacheType { get; set; }

    /// <summary>Gets or sets whether attention runs without a matrix of all scores.</summary>
    /// <value>Default null: where the device can. False takes gigabytes more for a long context.</value>
    public bool? FlashAttention { get; set; }

    /// <summary>Gets or sets a value indicating whether sliding layers keep the whole context.</summary>
    /// <value>Default false. True lets conversations go back anywhere without checkpoints, for 132 KiB a token.</value>
    public bool SlidingWindowFull { get; set; }

    /// <summary>Gets or sets how many tokens of a step are computed at once.</summary>
    /// <value>
    /// At most <see cref="MaxBatchTokens"/>. Default null: that, half of it for a single sequence; at most 1,024, or 512 for a single sequence,
    /// or 2,048 for <see cref="TuningProfile.MaxSpeed"/>; less where memory is short.
    /// </value>
    [Range(1, 1 << 14)]
    public int? MicroBatchTokens { get; set; }

    /// <summary>Gets how many tokens of a step are computed at once, once a plan has chosen or none has a say.</summary>
    internal int MicroBatchSize => MicroBatchTokens ?? MaxBatchTokens;

    /// <summary>Gets or sets how many threads compute steps of more than a token for each sequence.</summary>
    /// <value>Default null: as many as <see cref="Threads"/>.</value>
    [Range(1, 512)]
    public int? BatchThreads { get; set; }

    /// <summary>Gets or sets how many layers keep their routed experts in main memory, the last layers first.</summary>
    /// <value>Default null: none without a GPU, else as few as fit.</value>
    [Range(0, 1024)]
    public int? CpuExpertLayers { get; set; }

    /// <summary>Gets or sets which tensors go elsewhere than their layers.</summary>
    /// <value>
    /// Of the form <c>pattern=buffer</c>, for example <c>blk\.4\.ffn_.*_exps=CPU</c>; the first that matches counts. A pattern holds at most
    /// three repetitions, none of them of a group. Default empty.
    /// </value>
    public IList<string> TensorOverrides { get; set; } = [];

    /// <summary>Gets or sets the devices to use, in order.</summary>
    /// <value>By the native core's names, for example <c>CUDA0</c>. Default empty: all.</value>
    public IList<string> Devices { get; set; } = [];

    /// <summary>Gets or sets how a model is shared out between GPUs.</summary>
    /// <value>Default <see cref="GpuSplit.Layers"/>.</value>
    [EnumDataType(typeof(GpuSplit))]
    public GpuSplit GpuSplit { get; set; }

    /// <summary>Gets or sets the share of the layers that each GPU gets.</summary>
    /// <value>For example 3, 1. Default empty: so that all are filled alike.</value>
    public IList<float> TensorSplit { get; set; } = [];

    /// <summary>Gets or sets the GPU that holds everything when <see cref="GpuSplit"/> is <see cref="GpuSplit.None"/>.</summary>
    /// <value>Counted from 0. Default 0.</value>
    [Range(0, 1024)]
    public int MainGpu { get; set; }

    /// <summary>Gets or sets a value indicating whether the weights are locked in main memory, so that the system never swaps them out.</summary>
    /// <value>Default false. The system's limit on locked memory must allow it.</value>
    public bool LockMemory { get; set; }

    /// <summary>Gets or sets a value indicating whether the file is read past the system's cache.</summary>
    /// <value>Default false. Excludes <see cref="LockMemory"/>, and the file is not mapped.</value>
    public bool DirectIo { get; set; }

    /// <summary>Gets or sets how threads are spread over NUMA nodes.</summary>
    /// <value>Default <see cref="NumaMode.Off"/>. The first engine of a process decides.</value>
    [EnumDataType(typeof(NumaMode))]
    public NumaMode Numa { get; set; }

    /// <summary>Gets or sets the low-rank adapters that the model computes with.</summary>
    /// <value>Default empty.</value>
    public IList<LoraAdapter> LoraAdapters { get; set; } = [];

    /// <summary>Gets or sets changes to the rotary position embedding.</summary>
    /// <value>Default: none.</value>
    public RopeOptions Rope { get; set; } = new();

    /// <summary>Gets or sets the machines that lend their devices through llama.cpp's RPC server.</summary>
    /// <value>Of the form <c>host:port</c>. Default empty. Needs a native core that was built with its RPC back end.</value>
    public IList<string> RpcServers { get; set; } = [];

    internal EngineOptions Copy() => (EngineOptions)MemberwiseClone();
}
