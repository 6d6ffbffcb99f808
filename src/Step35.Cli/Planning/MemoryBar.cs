using Spectre.Console;
using Step35.Engine.Planning;

namespace Step35.Cli.Planning;

/// <summary>Draws a device's memory as a bar: letters for what is used, dots for what is free.</summary>
internal static class MemoryBar
{
    public const int Cells = 60;

    public static Paragraph Draw(DevicePlan device)
    {
        var bar = new Paragraph();
        var end = 0;
        foreach (var (part, cells) in Divide(device))
        {
            bar.Append(new string(part.Letter, cells), part.Style);
            end += cells;
        }

        return bar.Append(new string('.', Cells - end), new Style(decoration: Decoration.Dim));
    }

    /// <summary>Counts each part's cells; where the parts end is rounded, not their lengths, so that errors do not add up.</summary>
    public static IEnumerable<(MemoryPart Part, int Cells)> Divide(DevicePlan device)
    {
        // A bar of more than there is shows all of it.
        var whole = (double)Math.Max(Math.Max(device.FreeBytes, device.UsedBytes), 1);
        var (bytes, end) = (0L, 0);
        foreach (var part in MemoryPart.All)
        {
            bytes += device.Bytes.GetValueOrDefault(part.Use);
            var start = end;
            end = (int)Math.Round(bytes / whole * Cells);
            yield return (part, end - start);
        }
    }
}
