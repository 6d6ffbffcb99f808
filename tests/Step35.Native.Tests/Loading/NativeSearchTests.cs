using Step35.Native.Loading;

namespace Step35.Native.Tests.Loading;

public sealed class NativeSearchTests
{
    private static readonly string First = Path.GetFullPath("first");
    private static readonly string Second = Path.GetFullPath("second");

    [Fact]
    public void Candidates_NothingNamed_PrefersGpuFlavoursInEveryRoot()
    {
        var candidates = Search(environment: null).Candidates(new NativeLoadRequest(null, []));

        string[] expected = ["cuda", "cuda", "metal", "metal", "vulkan", "vulkan", "cpu", "cpu"];
        Assert.Equal(expected, candidates.Select(candidate => candidate.Flavour));
        Assert.Equal(Path.Combine(First, "runtimes", "linux-x64", "native", "cuda"), candidates[0].Directory);
        Assert.Equal(Path.Combine(Second, "runtimes", "linux-x64", "native", "cuda"), candidates[1].Directory);
    }

    [Fact]
    public void Candidates_FlavoursAsked_AreTheOnlyOnesInTheirOrder()
    {
        var candidates = Search(environment: null).Candidates(new NativeLoadRequest(null, ["vulkan", "cpu"]));

        string[] expected = ["vulkan", "vulkan", "cpu", "cpu"];
        Assert.Equal(expected, candidates.Select(candidate => candidate.Flavour));
    }

    [Fact]
    public void Candidates_EnvironmentSet_IsTheOnlyFolder()
    {
        var candidate = Assert.Single(Search(Second + Path.DirectorySeparatorChar).Candidates(new NativeLoadRequest(null, ["cpu"])));

        Assert.Equal(new NativeCandidate(Second, null), candidate);
    }

    [Fact]
    public void Candidates_DirectoryNamed_WinsOverTheEnvironment()
    {
        var candidate = Assert.Single(Search(Second).Candidates(new NativeLoadRequest(First, [])));

        Assert.Equal(new NativeCandidate(First, null), candidate);
    }

    [Fact]
    public void ForProcess_Default_LooksBesideTheProgram() =>
        Assert.Contains(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), NativeSearch.ForProcess().Roots);

    private static NativeSearch Search(string? environment) => new(environment, [First, Second], "linux-x64");
}
