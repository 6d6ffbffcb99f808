using System.Globalization;
using System.Numerics;

namespace Step35.Plugins.Calculator;

/// <summary>The operations whose limits differ from what the numbers' types do by themselves.</summary>
internal static class Arithmetic
{
    private const int MaxFactorial = 170;

    public static T Parse<T>(string digits)
        where T : struct, INumber<T>
    {
        if (!T.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? throw new OverflowException()
                : throw new ToolException($"'{digits}' is no number.");
        return Exact(value, double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture) != 0);
    }

    public static T Multiply<T>(T a, T b)
        where T : struct, INumber<T> => Exact(checked(a * b), !T.IsZero(a) && !T.IsZero(b));

    public static T Divide<T>(T a, T b)
        where T : struct, INumber<T> => Exact(checked(a / NotZero(b)), !T.IsZero(a));

    public static T Remainder<T>(T a, T b)
        where T : struct, INumber<T> => a % NotZero(b);

    public static T Factorial<T>(T value)
        where T : struct, INumber<T>
    {
        if (!T.IsInteger(value) || T.IsNegative(value) || value > T.CreateChecked(MaxFactorial))
            throw new ToolException($"'!' wants a whole number from 0 to {MaxFactorial}.");
        var product = T.One;
        for (var factor = value; factor > T.One; factor--)
            product = checked(product * factor);
        return product;
    }

    /// <summary>Whole powers are multiplied out, so that they stay exact while they fit.</summary>
    public static T Power<T>(T value, T power)
        where T : struct, INumber<T>
    {
        if (!T.IsInteger(power) || T.IsNegative(power) || power > T.CreateChecked(1000))
            return FromDouble<T>(Math.Pow(double.CreateChecked(value), double.CreateChecked(power)));
        var result = T.One;
        for (var times = int.CreateChecked(power); times > 0; times--)
            result = Multiply(result, value);
        return result;
    }

    public static T FromDouble<T>(double value)
        where T : struct, INumber<T> => double.IsFinite(value)
            ? Exact(T.CreateChecked(value), value != 0)
            : throw new ToolException("the result is too large, or is no real number.");

    private static T NotZero<T>(T value)
        where T : struct, INumber<T> => T.IsZero(value) ? throw new ToolException("division by zero.") : value;

    // Decimals lose digits without a word when they become small; the other type has room for them.
    private static T Exact<T>(T value, bool isNotZero)
        where T : struct, INumber<T> =>
        isNotZero && typeof(T) == typeof(decimal) && T.Abs(value) < T.CreateChecked(1e-12m) ? throw new OverflowException() : value;
}
