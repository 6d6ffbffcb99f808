#pragma warning disable CA1707 // The members carry llama.cpp's own names, underscores included.

namespace Step35.Engine.Planning;

/// <summary>How the elements of the KV cache are stored.</summary>
public enum KvCacheType
{
    /// <summary>16-bit floats: what the model was trained to be precise enough with.</summary>
    F16,

    /// <summary>16-bit floats with the range of 32-bit ones.</summary>
    BF16,

    /// <summary>Blocks of 32 at 8 bits: about half of 16-bit floats, hardly a difference in the answers.</summary>
    Q8_0,

    /// <summary>Blocks of 32 at 5 bits, scale and minimum.</summary>
    Q5_1,

    /// <summary>Blocks of 32 at 5 bits, one scale.</summary>
    Q5_0,

    /// <summary>Blocks of 32 at 4 bits, scale and minimum.</summary>
    Q4_1,

    /// <summary>Blocks of 32 at 4 bits, one scale: the smallest, with answers that differ.</summary>
    Q4_0,
}
