using System.Runtime.InteropServices;

namespace Step35.Native.Interop;

/// <content>
/// llama-ext.h: the staging header for multi-token prediction. Its functions are C++, so they are looked up by their mangled names;
/// a core that lacks one of them runs without multi-token prediction.
/// </content>
internal static unsafe partial class Interop
{
    private static delegate* unmanaged[Cdecl]<nint, byte, byte, void> _setEmbeddingsNextN;
    private static delegate* unmanaged[Cdecl]<nint, int, void> _setNextNLayerOffset;
    private static delegate* unmanaged[Cdecl]<nint, int, float*> _getEmbeddingsNextN;

    /// <summary>Looks the functions up in the core.</summary>
    /// <returns>Whether all of them are there.</returns>
    internal static bool BindLlamaExt(nint llama, NextNSymbols symbols)
    {
        if (!NativeLibrary.TryGetExport(llama, symbols.SetEmbeddings, out var setEmbeddings)
            || !NativeLibrary.TryGetExport(llama, symbols.SetLayerOffset, out var setLayerOffset)
            || !NativeLibrary.TryGetExport(llama, symbols.GetEmbeddings, out var getEmbeddings))
            return false;

        _setEmbeddingsNextN = (delegate* unmanaged[Cdecl]<nint, byte, byte, void>)setEmbeddings;
        _setNextNLayerOffset = (delegate* unmanaged[Cdecl]<nint, int, void>)setLayerOffset;
        _getEmbeddingsNextN = (delegate* unmanaged[Cdecl]<nint, int, float*>)getEmbeddings;
        return true;
    }

    internal static void llama_set_embeddings_nextn(ContextHandle ctx, byte value, byte masked)
    {
        RequireLlamaExt();
        using var lease = new HandleLease(ctx);
        _setEmbeddingsNextN(lease.Value, value, masked);
    }

    internal static void llama_set_nextn_layer_offset(ContextHandle ctx, int offset)
    {
        RequireLlamaExt();
        using var lease = new HandleLease(ctx);
        _setNextNLayerOffset(lease.Value, offset);
    }

    internal static float* llama_get_embeddings_nextn_ith(ContextHandle ctx, int i)
    {
        RequireLlamaExt();
        using var lease = new HandleLease(ctx);
        return _getEmbeddingsNextN(lease.Value, i);
    }

    private static void RequireLlamaExt()
    {
        if (_getEmbeddingsNextN == null)
            throw new NotSupportedException("This native core has no multi-token prediction; check NativeRuntimeInfo.SupportsMtp first.");
    }
}
