using System.Globalization;
using System.Text.Json;

namespace Step35.AI.Constraints.Languages;

/// <summary>A bound of numbers, in digits.</summary>
/// <param name="IsNegative">Whether it lies below zero.</param>
/// <param name="Whole">The digits before the point, without leading zeros.</param>
/// <param name="Fraction">The digits behind it, without trailing zeros.</param>
/// <param name="IsInclusive">Whether the bound itself is allowed.</param>
internal sealed record NumberBound(bool IsNegative, string Whole, string Fraction, bool IsInclusive)
{
    /// <summary>Reads a bound; null when it is no number of a usual size.</summary>
    public static NumberBound? Read(JsonElement number, bool isInclusive)
    {
        if (number.ValueKind != JsonValueKind.Number || !number.TryGetDecimal(out var value))
            return null;
        var parts = Math.Abs(value).ToString("0.############################", CultureInfo.InvariantCulture).Split('.');
        return new NumberBound(value < 0, parts[0], parts.Length > 1 ? parts[1] : "", isInclusive);
    }
}
