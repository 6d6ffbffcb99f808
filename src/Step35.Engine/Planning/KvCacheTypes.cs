using System.Text.Json;
using Step35.Engine.Gguf;

namespace Step35.Engine.Planning;

/// <summary>What the cache types take, and what others call them.</summary>
internal static class KvCacheTypes
{
    /// <summary>The type under its name in files.</summary>
    public static GgmlType ToGgml(this KvCacheType type) => Enum.Parse<GgmlType>(type.ToString());

    /// <summary>The name that llama.cpp's own tools use.</summary>
    public static string ToName(this KvCacheType type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.ToString());

    /// <summary>The type under its name in the native core.</summary>
    public static Native.GgmlType ToNative(this KvCacheType type) => Enum.Parse<Native.GgmlType>(type.ToString());

    public static bool IsQuantized(this KvCacheType type) => Layout(type).BlockLength > 1;

    /// <summary>Whether rows of this length divide into the type's blocks.</summary>
    public static bool Holds(this KvCacheType type, int rowLength) => rowLength % Layout(type).BlockLength == 0;

    public static long RowBytes(this KvCacheType type, int rowLength) => (long)rowLength / Layout(type).BlockLength * Layout(type).BlockBytes;

    private static GgmlTypeLayout Layout(KvCacheType type) =>
        GgmlTypeLayout.TryGet(type.ToGgml(), out var layout) ? layout : throw new ArgumentOutOfRangeException(nameof(type));
}
