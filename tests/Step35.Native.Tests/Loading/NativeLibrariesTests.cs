using Step35.Native.Loading;

namespace Step35.Native.Tests.Loading;

/// <remarks>Opens folders directly: a failed search through the runtime must not decide what the process loads.</remarks>
public sealed class NativeLibrariesTests
{
    [Fact]
    public void OpenFirst_NothingLoads_TellsEveryPathAndReason()
    {
        using var empty = new TemporaryFolder();
        using var garbage = new TemporaryFolder();
        var library = garbage.Write("libggml-base.so");
        var missing = Path.Combine(empty.Path, "missing");
        var attempts = new List<NativeLoadAttempt>();

        var opened = NativeLibraries.OpenFirst(
            [new(missing, "cuda"), new(empty.Path, "vulkan"), new(garbage.Path, "cpu")], attempts);

        Assert.Null(opened);
        Assert.Equal([missing, empty.Path, library], attempts.Select(attempt => attempt.Path));
        Assert.Equal("no such folder", attempts[0].Reason);
        Assert.Contains("'ggml-base'", attempts[1].Reason, StringComparison.Ordinal);
        Assert.NotEmpty(attempts[2].Reason);
    }

    [Fact]
    public void Create_Attempts_ListsThemAndSaysWhatToDo()
    {
        var message = NativeLoadFailure.Create([new("/a", "no such folder"), new("/b/libllama.so", "invalid ELF header")]).Message;

        Assert.Contains("/a: no such folder", message, StringComparison.Ordinal);
        Assert.Contains("/b/libllama.so: invalid ELF header", message, StringComparison.Ordinal);
        Assert.Contains("-p:Step35Backend=cpu", message, StringComparison.Ordinal);
        Assert.Contains("STEP35_NATIVE_PATH", message, StringComparison.Ordinal);
        Assert.Contains(NativeAbi.ExpectedVersion, message, StringComparison.Ordinal);
    }
}
