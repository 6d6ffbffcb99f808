using System.Globalization;
using System.Numerics;

namespace Step35.SK.Settings;

/// <summary>Reads settings that are numbers, or says what they must be.</summary>
internal static class SettingNumbers
{
    // To the kernel "0,5" is 5, since commas may part thousands, 2.7 tokens are 3, and 100.0 are no number of tokens.
    public static T Read<T>(SettingEntry entry)
        where T : INumber<T>, IMinMaxValue<T> =>
        T.TryParse(entry.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number)
            ? number
            : throw entry.Refuse(KindOf<T>() + RangeFor<T>(entry.Text));

    private static string KindOf<T>() => typeof(T) == typeof(float) ? "a number" : "a whole number";

    private static string RangeFor<T>(string text)
        where T : INumber<T>, IMinMaxValue<T> =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) >= double.CreateChecked(T.MaxValue)
            ? string.Create(CultureInfo.InvariantCulture, $" from {T.MinValue} to {T.MaxValue}")
            : "";
}
