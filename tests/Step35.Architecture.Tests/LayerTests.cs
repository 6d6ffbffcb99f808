using System.Xml.Linq;

namespace Step35.Architecture.Tests;

/// <summary>References only point down.</summary>
public class LayerTests
{
    // From the bottom up; a project may reference those before it.
    private static readonly string[] Layers =
        ["Step35.Native", "Step35.Engine", "Step35.AI", "Step35.SK", "Step35.Plugins", "Step35.Server", "Step35.Cli"];

    [Fact]
    public void Layers_Source_IsAllNamed() =>
        Assert.Equal(Layers.Order(), RepositoryTree.List("*.csproj", "src").Select(Path.GetFileNameWithoutExtension).Order());

    [Fact]
    public void Layers_ProjectReferences_PointDown() => Assert.All(RepositoryTree.List("*.csproj", "src"), project =>
    {
        var own = Array.IndexOf(Layers, Path.GetFileNameWithoutExtension(project));
        Assert.All(ReferencesOf(project), reference => Assert.InRange(Array.IndexOf(Layers, reference), 0, own - 1));
    });

    [Fact]
    public void Layers_Source_NamesNoLayerAbove() => Assert.All(RepositoryTree.List("*.cs", "src"), file =>
    {
        var own = Array.IndexOf(Layers, file.Split('/')[1]);
        var usings = File.ReadLines(Path.Combine(RepositoryTree.Root, file)).Where(line => line.StartsWith("using ", StringComparison.Ordinal)).ToList();
        Assert.All(Layers.Skip(own + 1), above => Assert.DoesNotContain(usings, line => line.Contains($" {above}", StringComparison.Ordinal)));
    });

    [Fact]
    public void Layers_NativeCalls_StandInTheNativeLayerOnly() => Assert.All(
        RepositoryTree.List("*.cs", "src").Where(file => !file.StartsWith("src/Step35.Native/", StringComparison.Ordinal)),
        file => Assert.DoesNotMatch(@"\b(LibraryImport|DllImport|unsafe|IntPtr|nint|SafeHandle)\b", RepositoryTree.Read(file)));

    [Fact]
    public void Solution_Projects_AreAllInIt() => Assert.All(
        RepositoryTree.List("*.csproj", "src", "samples", "tests"),
        project => Assert.Contains(project, RepositoryTree.Read("Step35.SK.sln").Replace('\\', '/'), StringComparison.Ordinal));

    private static IEnumerable<string> ReferencesOf(string project) => XDocument.Parse(RepositoryTree.Read(project))
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
