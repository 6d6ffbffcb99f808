#pragma warning disable CA1720 // The members carry the format's own names.

namespace Step35.Engine.Gguf;

/// <summary>The type of a metadata value, numbered as in the file format.</summary>
public enum GgufValueType
{
    /// <summary>An unsigned 8-bit integer.</summary>
    UInt8 = 0,

    /// <summary>A signed 8-bit integer.</summary>
    Int8 = 1,

    /// <summary>An unsigned 16-bit integer.</summary>
    UInt16 = 2,

    /// <summary>A signed 16-bit integer.</summary>
    Int16 = 3,

    /// <summary>An unsigned 32-bit integer.</summary>
    UInt32 = 4,

    /// <summary>A signed 32-bit integer.</summary>
    Int32 = 5,

    /// <summary>A 32-bit float.</summary>
    Float32 = 6,

    /// <summary>A boolean in one byte.</summary>
    Bool = 7,

    /// <summary>UTF-8 text with its length in front.</summary>
    String = 8,

    /// <summary>A list of values of one type.</summary>
    Array = 9,

    /// <summary>An unsigned 64-bit integer.</summary>
    UInt64 = 10,

    /// <summary>A signed 64-bit integer.</summary>
    Int64 = 11,

    /// <summary>A 64-bit float.</summary>
    Float64 = 12,
}
