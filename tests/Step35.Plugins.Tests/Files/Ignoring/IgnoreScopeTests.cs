using CsCheck;
using Step35.Plugins.Files;

namespace Step35.Plugins.Tests.Files.Ignoring;

/// <summary>What is ignored is what git ignores.</summary>
public class IgnoreScopeTests
{
    private static readonly string[] Paths =
    [
        "a", "b", "a.txt", "b.log", "x/a", "x/b", "x/a.txt", "x/y/a", "x/y/b.log", "y/a", "y/x/b", "#a", "!a", "a b", "x/[a]", "x/y/z/a", "x.y/a", "A",
    ];

    private static readonly Gen<string> Line = Gen.Select(
        Text("", "", "!", "/", "**/", "x/", "!/"),
        Text("a", "b", "*", "*.txt", "*.log", "x", "y", "a*", "?", "[ab]", "[!a]", "x/**/a", "x/y", "**",
             "a b", "\\#a", "\\!a", "#a", "[[:alpha:]]", "[a-c].txt", "x/*", "z"),
        Text("", "", "/", "/*", "/**", " ", "\\ "),
        (before, name, after) => before + name + after);

    [Theory]
    [InlineData("*.log\n!b.log\n")]
    [InlineData("/a\n")]
    [InlineData("x/**\n!x/y/\n")]
    [InlineData("x/*\n!x/y\nx/y/*\n!x/y/a\n")]
    [InlineData("**/y/a\n")]
    [InlineData("[!a]\n")]
    public void ListFiles_IgnoreFile_LeavesWhatGitLeaves(string rules) => Compare(rules, "");

    [Fact]
    public void ListFiles_AnyTwoIgnoreFiles_LeaveWhatGitLeaves() =>
        Gen.Select(Line.Array[1, 5], Line.Array[0, 3]).Sample((outer, inner) =>
            Compare(string.Join('\n', outer), string.Join('\n', inner)), iter: 60, threads: 1);

    private static Gen<string> Text(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static void Compare(string outer, string inner)
    {
        using var scratch = new Scratch().Write(".gitignore", outer).Write("x/.gitignore", inner);
        foreach (var path in Paths)
            scratch.Write(path, "");
        scratch.Run("git", "init", "--quiet");
        var expected = scratch.Run("git", "-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var actual = new FolderWalk(new Workspace(scratch.Root)).Walk(".").Where(file => !file.IsFolder).Select(file => file.Path);
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }
}
