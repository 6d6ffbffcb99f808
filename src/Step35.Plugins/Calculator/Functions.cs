using System.Numerics;

namespace Step35.Plugins.Calculator;

/// <summary>The functions and constants of expressions. Angles are in radians.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, Func<double, double>> Real = new(StringComparer.OrdinalIgnoreCase)
    {
        ["acos"] = Math.Acos, ["asin"] = Math.Asin, ["atan"] = Math.Atan, ["cbrt"] = Math.Cbrt, ["cos"] = Math.Cos, ["cosh"] = Math.Cosh,
        ["exp"] = Math.Exp, ["ln"] = Math.Log, ["log"] = Math.Log10, ["log10"] = Math.Log10, ["log2"] = Math.Log2, ["sin"] = Math.Sin,
        ["sinh"] = Math.Sinh, ["sqrt"] = Math.Sqrt, ["tan"] = Math.Tan, ["tanh"] = Math.Tanh,
        ["degrees"] = double.RadiansToDegrees, ["radians"] = double.DegreesToRadians,
    };

    public static T Constant<T>(string name)
        where T : struct, INumber<T> => name switch
        {
            "pi" or "PI" or "π" => Arithmetic.Parse<T>("3.1415926535897932384626433833"),
            "e" => Arithmetic.Parse<T>("2.7182818284590452353602874714"),
            _ => throw new ToolException($"'{name}' is not known; there are pi, e, and functions such as sqrt(2)."),
        };

    public static T Call<T>(string name, List<T> values)
        where T : struct, INumber<T> => (name, values) switch
        {
            ("abs", [var value]) => T.Abs(value),
            ("max", _) => values.Aggregate(T.Max),
            ("min", _) => values.Aggregate(T.Min),
            ("floor", [var value]) => Floor(value),
            ("ceil", [var value]) => -Floor(-value),
            ("round", [var value]) => Floor(T.Abs(value) + (T.One / T.CreateChecked(2))) * T.CreateChecked(T.Sign(value)),
            (_, [var value]) when Real.TryGetValue(name, out var function) => Arithmetic.FromDouble<T>(function(double.CreateChecked(value))),
            _ => throw new ToolException($"there is no function '{name}' of {values.Count} numbers."),
        };

    private static T Floor<T>(T value)
        where T : struct, INumber<T>
    {
        var rest = value % T.One;
        return value - rest - (T.IsNegative(rest) && !T.IsZero(rest) ? T.One : T.Zero);
    }
}
