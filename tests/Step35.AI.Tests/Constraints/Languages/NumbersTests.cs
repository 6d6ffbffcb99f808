using System.Globalization;
using System.Text.Json;
using CsCheck;
using Step35.AI.Constraints.Languages;

namespace Step35.AI.Tests.Constraints.Languages;

public sealed class NumbersTests
{
    private static readonly Gen<decimal> Values = Gen.Select(
        Gen.OneOf(Gen.Long[-30, 30], Gen.Long[-2_000, 2_000], Gen.Long[-10_000_000, 10_000_000]),
        Gen.Int[0, 3]).Select((digits, scale) => digits / (decimal)Math.Pow(10, scale));

    [Fact]
    public void AtLeastAndAtMost_RandomBounds_AgreeWithComparing() => Gen.Select(Values, Values, Gen.Bool).Sample(
        (bound, value, isInclusive) =>
        {
            var limit = NumberBound.Read(JsonElement.Parse(Spell(bound)), isInclusive)!;
            return Numbers.AtLeast(limit).Accepts(Spell(value)) == (value > bound || (isInclusive && value == bound))
                && Numbers.AtMost(limit).Accepts(Spell(value)) == (value < bound || (isInclusive && value == bound));
        },
        iter: 1500);

    [Fact]
    public void Multiples_RandomNumbers_AgreeWithDividing() => Gen.Select(Gen.Int[1, 1000], Gen.Long[-1_000_000, 1_000_000], Gen.Bool).Sample(
        (divisor, value, isMultiple) =>
        {
            var number = isMultiple ? value * divisor : value;
            return Texts.Multiples(divisor).Accepts(number.ToString(CultureInfo.InvariantCulture)) == (number % divisor == 0);
        },
        iter: 1000);

    [Theory]
    [InlineData("0", true)]
    [InlineData("-7", true)]
    [InlineData("1234567890123456", true)]
    [InlineData("12345678901234567", false)]
    [InlineData("-0", false)]
    [InlineData("00", false)]
    [InlineData("+1", false)]
    [InlineData("1.0", false)]
    public void AnyInteger_Spelling_IsPlain(string text, bool isAllowed) => Assert.Equal(isAllowed, Numbers.AnyInteger.Accepts(text));

    [Theory]
    [InlineData("1.5", true)]
    [InlineData("1e5", true)]
    [InlineData("-0.25E-10", true)]
    [InlineData("1.", false)]
    [InlineData(".5", false)]
    [InlineData("1e", false)]
    [InlineData("NaN", false)]
    public void AnyNumber_Spelling_IsJson(string text, bool isAllowed) => Assert.Equal(isAllowed, Numbers.AnyNumber.Accepts(text));

    private static string Spell(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
