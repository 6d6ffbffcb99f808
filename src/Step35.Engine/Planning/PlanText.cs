using System.Globalization;
using System.Text;

namespace Step35.Engine.Planning;

/// <summary>Writes plans as text: a table of what lies where, the settings, the reasons.</summary>
internal static class PlanText
{
    private const int NameWidth = 16;
    private const int SizeWidth = 11;

    public static string Write(MemoryPlan plan)
    {
        var text = new StringBuilder();
        text.AppendLine(Line("GiB", plan.Devices.Select(device => device.Name)));
        foreach (var use in Enum.GetValues<MemoryClass>().Where(use => plan.Devices.Any(device => device.Bytes.ContainsKey(use))))
            text.AppendLine(Line(use.ToString(), plan.Devices.Select(device => Size(device.Bytes.GetValueOrDefault(use)))));
        text.AppendLine(Line("used", plan.Devices.Select(device => Size(device.UsedBytes))));
        text.AppendLine(Line("of", plan.Devices.Select(device => Size(device.FreeBytes))));
        text.AppendLine(Line("layers", plan.Devices.Select(device => device.Layers.ToString(CultureInfo.InvariantCulture))));
        text.AppendLine().AppendLine(plan.Settings.ToString());
        foreach (var reason in plan.Reasons)
            text.AppendLine(reason);
        return text.ToString();
    }

    private static string Line(string name, IEnumerable<string> cells) =>
        name.PadRight(NameWidth) + string.Concat(cells.Select(cell => cell.PadLeft(SizeWidth)));

    private static string Size(long bytes) => bytes == 0 ? "-" : (bytes / (double)(1 << 30)).ToString("F2", CultureInfo.InvariantCulture);
}
