using CsCheck;
using System.Globalization;
using Step35.Plugins.Calculator;

namespace Step35.Plugins.Tests.Calculator;

public class CalculatorPluginTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("-2^2", "-4")]
    [InlineData("2^3^2", "512")]
    [InlineData("2^-1", "0.5")]
    [InlineData("--3", "3")]
    [InlineData("7 % 4 / 2", "1.5")]
    [InlineData("10 / 4", "2.5")]
    [InlineData("1.50 + 1.50", "3")]
    [InlineData("123456789 * 987654321", "121932631112635269")]
    [InlineData("5!", "120")]
    [InlineData("30!", "2.65252859812191E+32")]
    [InlineData("2^100", "1.26765060022823E+30")]
    [InlineData("1e-20 * 1e-20", "1E-40")]
    [InlineData("1e300 * 1e5", "1E+305")]
    [InlineData("sqrt(16) + abs(-2) + max(1, 5, 3)", "11")]
    [InlineData("round(2.5) + floor(-1.5) + ceil(1.2)", "3")]
    [InlineData("round(sin(pi / 2))", "1")]
    [InlineData("log(1000) + ln(e)", "4")]
    [InlineData("3 × 4 ÷ 6", "2")]
    [InlineData("2 * .5", "1")]
    public void Calculate_Expression_IsWorkedOut(string expression, string expected) => Assert.Equal(expected, CalculatorPlugin.Calculate(expression));

    [Theory]
    [InlineData("1 / 0")]
    [InlineData("5 % (2 - 2)")]
    [InlineData("sqrt(-1)")]
    [InlineData("ln(0)")]
    [InlineData("10^400")]
    [InlineData("1e999")]
    [InlineData("171!")]
    [InlineData("2.5!")]
    [InlineData("(-1)!")]
    [InlineData("(1 + 2")]
    [InlineData("1 + ")]
    [InlineData("1 2")]
    [InlineData("1..2")]
    [InlineData("foo(1)")]
    [InlineData("foo")]
    [InlineData("sqrt()")]
    [InlineData("sqrt(1, 2)")]
    [InlineData("System.IO.File")]
    [InlineData("")]
    [InlineData("0^-1")]
    [InlineData("(-8)^0.5")]
    public void Calculate_WrongExpression_SaysWhy(string expression) =>
        Assert.StartsWith("Error: ", CalculatorPlugin.Calculate(expression), StringComparison.Ordinal);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-(", ")")]
    [InlineData("2^", "")]
    [InlineData("sqrt(", ")")]
    public void Calculate_DeepNesting_IsRefused(string open, string close)
    {
        var expression = string.Concat(Enumerable.Repeat(open, 300)) + "1" + string.Concat(Enumerable.Repeat(close, 300));
        Assert.StartsWith("Error: ", CalculatorPlugin.Calculate(expression), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", CalculatorPlugin.Calculate(string.Concat(Enumerable.Repeat(open, 100_000))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("170!!")]
    [InlineData("9^9^9^9^9")]
    [InlineData("1.0000001^1000000000")]
    public void Calculate_HugeWork_EndsAtOnce(string expression) => Assert.NotEmpty(CalculatorPlugin.Calculate(expression));

    [Fact]
    public void Calculate_AnySumsAndProducts_AreExact() =>
        Gen.Select(Gen.Int[-9999, 9999], Gen.Int[-9999, 9999], Gen.Int[-9999, 9999]).Sample((a, b, c) => Assert.Equal(
            (((decimal)a * b) - c).ToString(CultureInfo.InvariantCulture), CalculatorPlugin.Calculate($"{a} * {b} - {c}")));

    [Fact]
    public void AddAndMultiply_Numbers_AreExact()
    {
        Assert.Equal("0.3", CalculatorPlugin.Add(0.1, 0.2));
        Assert.Equal("-6", CalculatorPlugin.Multiply(-2, 3));
        Assert.Equal("10000000000000000000000000", CalculatorPlugin.Multiply(1e20, 1e5));
    }
}
