using System.Globalization;

namespace Step35.Cli;

/// <summary>Writes sizes for people.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Of(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1000 && unit < Units.Length - 1; unit++)
            bytes /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(bytes, unit == 0 ? 0 : 1)} {Units[unit]}");
    }

    /// <summary>Writes a count of parameters in millions or billions.</summary>
    public static string Parameters(long count) => count switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e9:0.0} B"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e6:0.0} M"),
        _ => $"{count:N0}",
    };
}
