using System.Globalization;

namespace Step35.AI.Prompting;

/// <summary>Writes floating-point numbers as Python's <c>repr</c> does.</summary>
/// <remarks>
/// Both runtimes print the shortest digits that read back as the same number; they differ in layout alone. Python writes plain
/// decimals for exponents from -4 to 15, always with a fraction, and otherwise an exponent of at least two digits.
/// </remarks>
internal static class PythonFloat
{
    private const int MinPlainExponent = -4;
    private const int MaxPlainExponent = 15;

    public static string Repr(double number)
    {
        if (double.IsNaN(number))
            return "nan";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";
        var sign = double.IsNegative(number) ? "-" : "";
        var (digits, exponent) = Decimal(Math.Abs(number));
        return sign + (exponent is >= MinPlainExponent and <= MaxPlainExponent ? Plain(digits, exponent) : Scientific(digits, exponent));
    }

    /// <summary>Splits a number into its shortest digits and the power of ten of the first of them.</summary>
    private static (string Digits, int Exponent) Decimal(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var index ? index : mantissa.Length;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        if (significant.Length == 0)
            return ("0", 0);
        return (significant.TrimEnd('0'), exponent + point - 1 - (digits.Length - significant.Length));
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        var padded = digits.PadRight(exponent + 2, '0');
        return padded[..(exponent + 1)] + "." + padded[(exponent + 1)..];
    }

    private static string Scientific(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return digits[..1] + fraction + (exponent < 0 ? "e-" : "e+") + power;
    }
}
