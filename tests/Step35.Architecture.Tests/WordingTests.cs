using System.Text.RegularExpressions;

namespace Step35.Architecture.Tests;

/// <summary>House rules that a pattern can hold.</summary>
public class WordingTests
{
    private static readonly IReadOnlyList<string> Source = RepositoryTree.List("*.cs", "src", "samples");

    [Theory]
    [InlineData(@"\b(class|record|struct|interface) \w*(Manager|Helper|Processor|Impl)\b", "name the role")]
    [InlineData(@"^\s*#region", "no regions")]
    [InlineData(@"///\s*<(summary|param|returns|remarks|value)[^>]*>\s*</", "no empty documentation tags")]
    [InlineData(@"\bTODO\b|\bFIXME\b|NotImplementedException", "no unfinished work")]
    [InlineData(@"#pragma warning disable (?!.*//)", "a disabled warning has its reason on the line")]
    [InlineData("^(?!.*(GeneratedRegex|NativeLibrary.GetExport)).{161}", "lines stay within 160 characters")]
    [InlineData(@"(?<!\.)\bTask\.Run\(", "one thread owns the context; callers post to its inbox")]
    public void Source_Pattern_IsNowhere(string pattern, string reason)
    {
        var hits = Source.Where(file => Regex.IsMatch(RepositoryTree.Read(file), pattern, RegexOptions.Multiline));
        Assert.True(!hits.Any(), $"{reason}: {string.Join(", ", hits)}");
    }

    [Fact]
    public void Source_Files_HoldOneTopLevelTypeEach() => Assert.All(Source, file =>
    {
        var types = Regex.Count(
            RepositoryTree.Read(file),
            @"^(public |internal |file )?(static |sealed |abstract |readonly |partial |ref |unsafe )*(class|record|struct|interface|enum|delegate) ",
            RegexOptions.Multiline);
        Assert.True(types <= 1, $"{file} holds {types} top-level types.");
    });
}
