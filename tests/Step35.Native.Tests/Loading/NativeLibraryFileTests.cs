using Step35.Native.Loading;

namespace Step35.Native.Tests.Loading;

public sealed class NativeLibraryFileTests
{
    [Theory]
    [InlineData("llama", "libllama.v0.5.0.so", null)]
    [InlineData("llama", "libllama.cuda.v0.5.0.so", "cuda")]
    [InlineData("llama", "libllama.so", null)]
    [InlineData("llama", "libllama.so.0", null)]
    [InlineData("llama", "libllama.so.0.5.0", null)]
    [InlineData("llama", "libllama.metal.v0.5.0.dylib", "metal")]
    [InlineData("llama", "libllama.0.dylib", null)]
    [InlineData("llama", "llama.v0.5.0.dll", null)]
    [InlineData("ggml", "libggml.vulkan.v0.5.0.so", "vulkan")]
    [InlineData("ggml", "ggml.dll", null)]
    [InlineData("ggml-base", "libggml-base.so", null)]
    [InlineData("ggml-base", "ggml-base.dll", null)]
    [InlineData("ggml-cuda", "libggml-cuda.so", null)]
    public void Find_KnownName_GivesFileAndFlavour(string library, string name, string? flavour)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name);

        Assert.Equal(new NativeLibraryFile(path, flavour), NativeLibraryFile.Find(folder.Path, library));
    }

    [Theory]
    [InlineData("llama", "libllama-common.so")]
    [InlineData("llama", "llama-addon.node")]
    [InlineData("llama", "libllama.txt")]
    [InlineData("ggml", "libggml-base.so")]
    [InlineData("ggml", "libggml-cpu-haswell.so")]
    public void Find_OtherName_GivesNothing(string library, string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write(name);

        Assert.Null(NativeLibraryFile.Find(folder.Path, library));
    }

    [Fact]
    public void Find_SeveralVersions_TakesTheExpectedOne()
    {
        using var folder = new TemporaryFolder();
        folder.Write("libllama.so");
        folder.Write("libllama.v0.4.0.so");
        var expected = folder.Write("libllama.v0.5.0.so");

        Assert.Equal(expected, NativeLibraryFile.Find(folder.Path, "llama")?.Path);
    }
}
