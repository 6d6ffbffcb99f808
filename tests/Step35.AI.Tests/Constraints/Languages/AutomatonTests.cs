using CsCheck;
using Step35.AI.Constraints.Languages;

namespace Step35.AI.Tests.Constraints.Languages;

public sealed class AutomatonTests
{
    private static readonly string[] Words = ["</a>", "<b", "a<", "\n<b"];

    private static readonly Gen<string> Subjects = Gen.Char["<>/ab\n"].Array[0, 12].Select(characters => new string(characters));

    [Fact]
    public void Without_RandomTexts_AgreesWithSearching() => Gen.Select(Subjects, Gen.Int[1, 15]).Sample((text, chosen) =>
    {
        var words = Words.Where((_, index) => (chosen & (1 << index)) != 0).ToList();
        return Texts.Without(words).Accepts(text) == !words.Any(word => text.Contains(word, StringComparison.Ordinal));
    });

    [Fact]
    public void IntersectAndExcept_RandomTexts_AgreeWithAskingBoth()
    {
        var one = Pattern.Parse("a[<b]*$");
        var two = Pattern.Parse("^(a|<)");
        var (both, only) = (one.Intersect(two), one.Except(two));

        Subjects.Sample(text => both.Accepts(text) == (one.Accepts(text) && two.Accepts(text)) && only.Accepts(text) == (one.Accepts(text) && !two.Accepts(text)));
    }

    [Fact]
    public void Explore_States_AllLeadToAnEnd()
    {
        var texts = Pattern.Parse("^(ab|ac)$").Intersect(Texts.OfLength(0, 2)).Except(Texts.Exactly(["ac"]));

        Assert.True(texts.Accepts("ab"));
        Assert.False(texts.Accepts("ac"));
        Assert.Equal(3, texts.States.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("é😀")]
    [InlineData("abc")]
    public void Exactly_Texts_AreThose(string text)
    {
        var texts = Texts.Exactly(["", "é😀", "abc", "abd"]);

        Assert.True(texts.Accepts(text));
        Assert.False(texts.Accepts(text + "x"));
    }

    [Theory]
    [InlineData("date", "0001-01-01", "0000-01-01")]
    [InlineData("date", "2000-02-29", "1900-02-29")]
    [InlineData("date", "2024-04-30", "2024-04-31")]
    [InlineData("date-time", "2024-02-29T12:00:00.5+02:00", "0001-01-01T00:00:00Z")]
    [InlineData("time", "00:00:00.1234567", "0:00:00")]
    [InlineData("duration", "PT1H30M", "P")]
    [InlineData("uuid", "12345678-90ab-CDEF-1234-567890abcdef", "1234567890abcdef1234567890abcdef")]
    [InlineData("ipv6", "fe80::1", "fe80:::1")]
    [InlineData("hostname", "a-1.example", "-a.example")]
    public void Find_Format_KnowsItsTexts(string format, string member, string stranger)
    {
        Assert.True(Formats.Find(format)!.Accepts(member));
        Assert.False(Formats.Find(format)!.Accepts(stranger));
    }

    [Fact]
    public void Date_EveryDay_IsAllowedAndNoOther()
    {
        for (var day = new DateOnly(1999, 1, 1); day.Year < 2005; day = day.AddDays(1))
            Assert.True(Formats.Find("date")!.Accepts(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Null(Formats.Find("unheard-of"));
    }
}
