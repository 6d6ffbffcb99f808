using System.Text.RegularExpressions;
using CsCheck;
using Step35.AI.Constraints.Languages;

namespace Step35.AI.Tests.Constraints.Languages;

public sealed class PatternTests
{
    private static readonly Gen<string> Atoms = AnyOf("a", "b", "0", "[ab]", "[^a]", "[a-c0-9]", ".", @"\d", @"\w", @"\s", @"\.", "\n", "[^]", @"\u0062");

    private static readonly Gen<string> Patterns = Pattern(3);

    private static readonly Gen<string> Subjects = AnyOf("a", "b", "c", "0", ".", " ", "\n", "é").Array[0, 7].Select(string.Concat);

    [Fact]
    public void Accepts_RandomPatterns_AgreesWithTheRuntime() =>
        Gen.Select(Patterns, Subjects.Array[1, 12]).Sample(
            (pattern, subjects) =>
            {
                var texts = AI.Constraints.Languages.Pattern.Parse(pattern);
                var expected = new Regex(ToDotNet(pattern), RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
                return subjects.All(subject => texts.Accepts(subject) == expected.IsMatch(subject));
            },
            iter: 1000);

    [Theory]
    [InlineData("^(a|^b)$", "b", true)]
    [InlineData("a{2,}", "xaax", true)]
    [InlineData("a{2,}", "xax", false)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("^a*?b+?$", "aab", true)]
    [InlineData("^(?<year>[0-9]{4})$", "2024", true)]
    [InlineData("^\\p{Lu}\\p{Ll}+$", "Ærø", true)]
    [InlineData("^[\\u{1F600}-\\u{1F64F}]$", "\U0001F610", true)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^[]$", "", false)]
    [InlineData("", "anything", true)]
    [InlineData("^$", "", true)]
    [InlineData("^$", "\n", false)]
    public void Accepts_Dialect_IsEcmaScripts(string pattern, string text, bool expected) =>
        Assert.Equal(expected, AI.Constraints.Languages.Pattern.Parse(pattern).Accepts(text));

    [Theory]
    [InlineData("(?=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?i)a")]
    [InlineData("(?>a)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\bword\b")]
    [InlineData("a++")]
    [InlineData("a**")]
    [InlineData("a*??")]
    [InlineData("a{2}{3}")]
    [InlineData("*a")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[b-a]")]
    [InlineData("a{3,2}")]
    [InlineData("a{9999}")]
    [InlineData(@"\")]
    [InlineData(@"\q")]
    [InlineData(@"\p{Greek}")]
    [InlineData("[[:alpha:]]")]
    [InlineData("((a{200}){200}){200}")]
    [InlineData("^[ab]*a[ab]{20}$")]
    public void Parse_NotRegularOrTooLarge_IsRefused(string pattern) =>
        Assert.Throws<LanguageException>(() => AI.Constraints.Languages.Pattern.Parse(pattern));

    [Fact]
    public void Parse_DeepGroups_IsRefused() =>
        Assert.Throws<LanguageException>(() => AI.Constraints.Languages.Pattern.Parse(new string('(', 100_000)));

    [Fact]
    public void Parse_ManyQuantifiersInTurn_IsRefused() =>
        Assert.Throws<LanguageException>(() => AI.Constraints.Languages.Pattern.Parse($"a{new string('*', 20_000)}"));

    private static Gen<string> Pattern(int depth) => depth == 0
        ? Atoms
        : Gen.Frequency(
            (3, Atoms),
            (2, Gen.Select(Pattern(depth - 1), Pattern(depth - 1)).Select((one, two) => one + two)),
            (1, Gen.Select(Pattern(depth - 1), Pattern(depth - 1)).Select((one, two) => $"(?:{one}|{two})")),
            (2, Gen.Select(Pattern(depth - 1), AnyOf("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?")).Select((item, bounds) => $"(?:{item}){bounds}")),
            (1, Pattern(depth - 1).Select(item => $"^{item}")),
            (1, Pattern(depth - 1).Select(item => $"{item}$")));

    // There "$" also stands before a last line break, "." excludes "\n" only, and "[^]" is no class.
    private static string ToDotNet(string pattern) => pattern
        .Replace("[^]", "[\\s\\S]", StringComparison.Ordinal)
        .Replace("$", "(?!\\n)$", StringComparison.Ordinal);

    private static Gen<string> AnyOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
