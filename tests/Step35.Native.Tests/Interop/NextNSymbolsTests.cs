using Step35.Native.Interop;

namespace Step35.Native.Tests.Interop;

public sealed class NextNSymbolsTests
{
    [Fact]
    public void Itanium_Names_AreThoseThatGccExports()
    {
        Assert.Equal("_Z26llama_set_embeddings_nextnP13llama_contextbb", NextNSymbols.Itanium.SetEmbeddings);
        Assert.Equal("_Z28llama_set_nextn_layer_offsetP13llama_contexti", NextNSymbols.Itanium.SetLayerOffset);
        Assert.Equal("_Z30llama_get_embeddings_nextn_ithP13llama_contexti", NextNSymbols.Itanium.GetEmbeddings);
    }

    [Fact]
    public void Msvc_Names_AreThoseThatMsvcExports()
    {
        Assert.Equal("?llama_set_embeddings_nextn@@YAXPEAUllama_context@@_N1@Z", NextNSymbols.Msvc.SetEmbeddings);
        Assert.Equal("?llama_set_nextn_layer_offset@@YAXPEAUllama_context@@H@Z", NextNSymbols.Msvc.SetLayerOffset);
        Assert.Equal("?llama_get_embeddings_nextn_ith@@YAPEAMPEAUllama_context@@H@Z", NextNSymbols.Msvc.GetEmbeddings);
    }

    [Fact]
    public void Current_Platform_PicksItsAbi() =>
        Assert.Equal(OperatingSystem.IsWindows() ? NextNSymbols.Msvc : NextNSymbols.Itanium, NextNSymbols.Current);
}
