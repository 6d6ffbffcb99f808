namespace Step35.Native.Interop;

/// <summary>The C functions of the native core, one part per header, under their C names.</summary>
/// <remarks>The library names are resolved by <see cref="Loading.NativeLibraries"/>; nothing here may be called before it has bound them.</remarks>
internal static unsafe partial class Interop
{
    internal const string Llama = "llama";
    internal const string Ggml = "ggml";
    internal const string GgmlBase = "ggml-base";
}
