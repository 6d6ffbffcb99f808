namespace Step35.Architecture.Tests;

/// <summary>Files, methods and parameter lists stay small.</summary>
public class SizeTests
{
    private static readonly IReadOnlyList<string> Source = RepositoryTree.List("*.cs", "src", "samples");
    private static readonly IReadOnlyList<SourceMethod> Methods = [.. Source.SelectMany(SourceMethod.ReadAll)];

    [Fact]
    public void Files_Source_KeepTheBudget()
    {
        var sizes = Source.Select(RepositoryTree.CountLines).ToList();
        Report("source files", sizes);
        Assert.All(Source, file => Assert.InRange(RepositoryTree.CountLines(file), 0, 400));
        Assert.InRange(Percentile(sizes, 50), 1, 80);
        Assert.InRange(Percentile(sizes, 90), 1, 220);
    }

    [Fact]
    public void Files_Tests_KeepTheBudget() =>
        Assert.All(RepositoryTree.List("*.cs", "tests"), file => Assert.InRange(RepositoryTree.CountLines(file), 0, 600));

    [Fact]
    public void Files_Projects_KeepTheBudget() =>
        Assert.All(RepositoryTree.List("*.csproj", "src", "samples", "tests"), file => Assert.InRange(RepositoryTree.CountLines(file), 0, 30));

    [Fact]
    public void Methods_Source_KeepTheBudget()
    {
        var sizes = Methods.Where(method => !method.IsForeign).Select(method => method.Lines).ToList();
        Report("methods", sizes);
        Assert.Empty(Methods.Where(method => method.Lines > 60).Select(method => method.Name));
        Assert.InRange(Percentile(sizes, 50), 1, 8);
        Assert.InRange(Percentile(sizes, 90), 1, 25);
    }

    [Fact]
    public void Methods_Source_TakeAtMostFiveParameters() =>
        Assert.Empty(Methods.Where(method => method.Parameters > 5 && !method.IsForeign).Select(method => method.Name));

    private static int Percentile(List<int> sizes, int percent)
    {
        sizes.Sort();
        return sizes[(sizes.Count - 1) * percent / 100];
    }

    private static void Report(string what, List<int> sizes) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{sizes.Count} {what}: median {Percentile(sizes, 50)}, p90 {Percentile(sizes, 90)}, max {sizes.Max()} lines");
}
