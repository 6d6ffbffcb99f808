using Step35.Plugins.Patterns;

namespace Step35.Plugins.Tests.Patterns;

public class WildcardTests
{
    [Theory]
    [InlineData("*.cs", "a.cs", true)]
    [InlineData("*.cs", "a.css", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[]]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[[:digit:]x]", "7", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("[a", "a", false)]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    public void Fits_Pattern_DecidesAsShellsDo(string pattern, string name, bool expected) => Assert.Equal(expected, Wildcard.Fits(pattern, name));

    [Theory]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("**/b", "b", true)]
    [InlineData("a/*", "a/b/c", false)]
    public void Fits_PathPattern_CrossesFoldersByTwoStarsOnly(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new PathPattern(pattern).Fits(path));
}
