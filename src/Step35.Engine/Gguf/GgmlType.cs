#pragma warning disable CA1707 // The members carry the library's own names, underscores included.

namespace Step35.Engine.Gguf;

/// <summary>How the elements of a tensor are stored, numbered as in the file format.</summary>
public enum GgmlType
{
    /// <summary>32-bit floats.</summary>
    F32 = 0,

    /// <summary>16-bit floats.</summary>
    F16 = 1,

    /// <summary>Blocks of 32 at 4 bits, one scale.</summary>
    Q4_0 = 2,

    /// <summary>Blocks of 32 at 4 bits, scale and minimum.</summary>
    Q4_1 = 3,

    /// <summary>Blocks of 32 at 5 bits, one scale.</summary>
    Q5_0 = 6,

    /// <summary>Blocks of 32 at 5 bits, scale and minimum.</summary>
    Q5_1 = 7,

    /// <summary>Blocks of 32 at 8 bits, one scale.</summary>
    Q8_0 = 8,

    /// <summary>Blocks of 32 at 8 bits, scale and sum; used for activations only.</summary>
    Q8_1 = 9,

    /// <summary>Super-blocks of 256 at 2 bits.</summary>
    Q2_K = 10,

    /// <summary>Super-blocks of 256 at 3 bits.</summary>
    Q3_K = 11,

    /// <summary>Super-blocks of 256 at 4 bits.</summary>
    Q4_K = 12,

    /// <summary>Super-blocks of 256 at 5 bits.</summary>
    Q5_K = 13,

    /// <summary>Super-blocks of 256 at 6 bits.</summary>
    Q6_K = 14,

    /// <summary>Super-blocks of 256 at 8 bits; used for activations only.</summary>
    Q8_K = 15,

    /// <summary>Codebook blocks of 256 at 2.06 bits.</summary>
    IQ2_XXS = 16,

    /// <summary>Codebook blocks of 256 at 2.31 bits.</summary>
    IQ2_XS = 17,

    /// <summary>Codebook blocks of 256 at 3.06 bits.</summary>
    IQ3_XXS = 18,

    /// <summary>Codebook blocks of 256 at 1.56 bits.</summary>
    IQ1_S = 19,

    /// <summary>Non-linear blocks of 32 at 4.5 bits.</summary>
    IQ4_NL = 20,

    /// <summary>Codebook blocks of 256 at 3.44 bits.</summary>
    IQ3_S = 21,

    /// <summary>Codebook blocks of 256 at 2.56 bits.</summary>
    IQ2_S = 22,

    /// <summary>Non-linear blocks of 256 at 4.25 bits.</summary>
    IQ4_XS = 23,

    /// <summary>8-bit integers.</summary>
    I8 = 24,

    /// <summary>16-bit integers.</summary>
    I16 = 25,

    /// <summary>32-bit integers.</summary>
    I32 = 26,

    /// <summary>64-bit integers.</summary>
    I64 = 27,

    /// <summary>64-bit floats.</summary>
    F64 = 28,

    /// <summary>Codebook blocks of 256 at 1.75 bits.</summary>
    IQ1_M = 29,

    /// <summary>16-bit floats with the range of 32-bit ones.</summary>
    BF16 = 30,

    /// <summary>Ternary blocks of 256 at 1.69 bits.</summary>
    TQ1_0 = 34,

    /// <summary>Ternary blocks of 256 at 2.06 bits.</summary>
    TQ2_0 = 35,

    /// <summary>Blocks of 32 four-bit floats with a shared exponent.</summary>
    MXFP4 = 39,

    /// <summary>Blocks of 64 four-bit floats with four 8-bit scales.</summary>
    NVFP4 = 40,

    /// <summary>Blocks of 128 at 1 bit, one scale.</summary>
    Q1_0 = 41,

    /// <summary>Blocks of 64 at 2 bits, one scale.</summary>
    Q2_0 = 42,
}
