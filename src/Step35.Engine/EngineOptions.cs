using System.ComponentModel.DataAnnotations;

namespace Step35.Engine;

/// <summary>Which model the engine loads and how it runs.</summary>
public partial class EngineOptions
{
    internal const int ShortestContext = 16;
    internal const int LongestContext = 1 << 24;
    private const int LongestDraft = 8;
    private const int UsualDraft = 3;

    /// <summary>Gets or sets the GGUF file, any shard of a split one, the folder that holds it, or a model in the local cache of a Hugging Face hub.</summary>
    /// <value>
    /// Required. A relative path starts at the working directory. A model in the cache is written <c>hf:OWNER/REPO:QUANTISATION</c>; see
    /// <see cref="Model.ModelReference"/>.
    /// </value>
    [Required(AllowEmptyStrings = false, ErrorMessage = "ModelPath is missing: set it to a Step-3.5 GGUF file, a folder that holds one, or hf:OWNER/REPO.")]
    public string ModelPath { get; set; } = string.Empty;

    /// <summary>Gets or sets how many tokens one conversation can hold, prompt and answer together.</summary>
    /// <value>At most what the model was trained for. Default null: that, but at most 32,768.</value>
    [Range(ShortestContext, LongestContext)]
    public int? ContextLength { get; set; }

    /// <summary>Gets or sets how many requests run side by side; each has its own context.</summary>
    /// <value>1 to 256. Default 1.</value>
    [Range(1, 256)]
    public int MaxSequences { get; set; } = 1;

    /// <summary>Gets or sets how many requests may wait before further ones are refused.</summary>
    /// <value>Default 64.</value>
    [Range(1, 1 << 16)]
    public int QueueCapacity { get; set; } = 64;

    /// <summary>Gets or sets how long a request may wait for its turn before it is refused.</summary>
    /// <value>Up to 49 days. Default 10 minutes. <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</value>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how long a caller may leave its answer unread before its place is given to others.</summary>
    /// <value>Up to 49 days. Default 10 minutes. <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</value>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many tokens one decode step takes; a cancelled request ends after at most one step.</summary>
    /// <value>At least <see cref="MaxSequences"/>. Default 1,024. A single prompt gets half of a step at most.</value>
    [Range(1, 1 << 14)]
    public int MaxBatchTokens { get; set; } = 1024;

    /// <summary>Gets or sets how many tokens of each waiting prompt one step takes while other requests are being answered.</summary>
    /// <value>
    /// Default 256. Less keeps the answers flowing while a long prompt is read, more reads it sooner. At most <see cref="MaxBatchTokens"/> count,
    /// for all prompts together.
    /// </value>
    [Range(1, 1 << 14)]
    public int PrefillSliceTokens { get; set; } = 256;

    /// <summary>Gets or sets how many tokens are guessed ahead in every step, to be verified together.</summary>
    /// <value>
    /// 0 to 8; 0 guesses none and leaves the multi-token-prediction heads unloaded. Default null: up to 3, as many as pay by what steps
    /// have cost and guesses have won.
    /// </value>
    [Range(0, LongestDraft)]
    public int? DraftTokens { get; set; }

    /// <summary>Gets or sets the GGUF file of the multi-token-prediction heads, where the model's own file has none.</summary>
    /// <value>A file with nothing but the heads, named as in <see cref="ModelPath"/>. Default null: those in the model's file, if it holds any.</value>
    public string? MtpModelPath { get; set; }

    /// <summary>Gets or sets a value indicating whether what followed the same tokens earlier in a conversation is guessed to follow again.</summary>
    /// <value>Default true. It needs no heads, and helps where code or results are repeated.</value>
    public bool PromptLookup { get; set; } = true;

    /// <summary>Gets or sets how much memory the checkpoints take that let a conversation go back to an earlier place.</summary>
    /// <value>In bytes; 0 keeps none. Default 1 GiB. A checkpoint of Step-3.5-Flash takes at most 66 MiB, with heads 74 MiB.</value>
    [Range(0, long.MaxValue)]
    public long CheckpointBytes { get; set; } = 1L << 30;

    /// <summary>Gets or sets how much memory holds conversations whose place in the context was given to others.</summary>
    /// <value>
    /// In bytes; 0 keeps none. Default 2 GiB. A conversation of Step-3.5-Flash takes 48 KiB a token. Moving one takes as long as copying its
    /// bytes, between two steps of all others.
    /// </value>
    [Range(0, long.MaxValue)]
    public long PrefixStoreBytes { get; set; } = 2L << 30;

    /// <summary>Gets or sets how many threads compute on the CPU.</summary>
    /// <value>At most one for each processor; more would only get in each other's way. Default null: one for each physical core.</value>
    [Range(1, 512)]
    public int? Threads { get; set; }

    /// <summary>Gets or sets how many layers a GPU takes.</summary>
    /// <value>Default -1: all. 0 keeps the model on the CPU.</value>
    [Range(-1, 1024)]
    public int GpuLayers { get; set; } = -1;

    /// <summary>Gets or sets a value indicating whether the file is mapped into memory rather than read into it.</summary>
    /// <value>Default true.</value>
    public bool MapFile { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether a first decode step runs while loading, so that buffers and graphs stand ready.</summary>
    /// <value>Default true.</value>
    public bool WarmUp { get; set; } = true;

    /// <summary>Gets or sets the folder of llama.cpp's native libraries.</summary>
    /// <value>Default null: the STEP35_NATIVE_PATH environment variable, else the folder that the build laid beside the program.</value>
    public string? NativeLibraryPath { get; set; }

    /// <summary>Gets or sets the flavours of the native libraries to try, the first that is present wins.</summary>
    /// <value>Of cuda, metal, vulkan and cpu. Default empty: in that order.</value>
    public IList<string> Backends { get; set; } = [];

    /// <summary>Gets the most tokens that are guessed ahead.</summary>
    internal int MaxDraftTokens => DraftTokens ?? UsualDraft;
}
