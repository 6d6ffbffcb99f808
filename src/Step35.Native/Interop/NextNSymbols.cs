namespace Step35.Native.Interop;

/// <summary>The mangled names of the multi-token-prediction functions under one C++ ABI.</summary>
internal sealed record NextNSymbols(string SetEmbeddings, string SetLayerOffset, string GetEmbeddings)
{
    /// <summary>GCC and Clang on Linux and macOS (the loader adds macOS's leading underscore itself).</summary>
    public static NextNSymbols Itanium { get; } = new(
        "_Z26llama_set_embeddings_nextnP13llama_contextbb",
        "_Z28llama_set_nextn_layer_offsetP13llama_contexti",
        "_Z30llama_get_embeddings_nextn_ithP13llama_contexti");

    /// <summary>MSVC and clang-cl on 64-bit Windows.</summary>
    public static NextNSymbols Msvc { get; } = new(
        "?llama_set_embeddings_nextn@@YAXPEAUllama_context@@_N1@Z",
        "?llama_set_nextn_layer_offset@@YAXPEAUllama_context@@H@Z",
        "?llama_get_embeddings_nextn_ith@@YAPEAMPEAUllama_context@@H@Z");

    /// <summary>The names on this platform.</summary>
    public static NextNSymbols Current => OperatingSystem.IsWindows() ? Msvc : Itanium;
}
