using Spectre.Console;
using Step35.Engine.Planning;

namespace Step35.Cli.Planning;

/// <summary>Shows a plan at the terminal: a table of what lies where, a bar for each device, the settings and, where they fit, why.</summary>
internal static class PlanPicture
{
    public static void Write(IAnsiConsole screen, MemoryPlan plan)
    {
        screen.Write(Sizes(plan));
        screen.Write(Bars(plan));
        screen.WriteLine();
        screen.WriteLine(plan.Settings.ToString());
        // What does not fit is an error, and its reasons are told as such.
        foreach (var reason in plan.Fits ? plan.Reasons : [])
            screen.WriteLine(reason);
    }

    private static Table Sizes(MemoryPlan plan)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(["", plan.Machine, .. plan.Devices.Select(device => device.Name)]);
        foreach (var column in table.Columns.Skip(2))
            column.RightAligned();
        foreach (var part in MemoryPart.All.Where(part => plan.Devices.Any(device => device.Bytes.GetValueOrDefault(part.Use) > 0)))
            AddRow(new Text($"{part.Letter}", part.Style), part.Name, device => Size(device.Bytes.GetValueOrDefault(part.Use)));
        table.AddEmptyRow();
        AddRow(Text.Empty, "used", device => Size(device.UsedBytes));
        AddRow(Text.Empty, "kept free", device => Size(device.ReserveBytes));
        if (!plan.Fits)
            AddRow(Text.Empty, "missing", device => Size(Math.Max(0, -device.SpareBytes)));
        AddRow(Text.Empty, "there is", device => Size(device.FreeBytes));
        AddRow(Text.Empty, "layers", device => $"{device.Layers}");
        return table;

        void AddRow(Text letter, string name, Func<DevicePlan, string> cell) =>
            table.AddRow([letter, new Text(name), .. plan.Devices.Select(device => new Text(cell(device)))]);
    }

    private static Grid Bars(MemoryPlan plan)
    {
        var grid = new Grid().AddColumn().AddColumn(new GridColumn().NoWrap());
        foreach (var device in plan.Devices)
            grid.AddRow(new Text(device.Name), MemoryBar.Draw(device));
        return grid;
    }

    private static string Size(long bytes) => bytes == 0 ? "-" : ByteText.Of(bytes);
}
