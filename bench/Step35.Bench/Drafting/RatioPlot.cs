using System.Globalization;
using System.Text;
using Step35.Bench.Scenarios;

namespace Step35.Bench.Drafting;

/// <summary>Draws the adaptive length's ratios, and those of luck beside them, as a picture in SVG.</summary>
internal sealed class RatioPlot
{
    private const double Lowest = 0.85;
    private const double Highest = 1.10;
    private const double Grid = 0.05;
    private const int Left = 48;
    private const int Top = 32;
    private const int Height = 240;
    private const int Bottom = 56;
    private const int CaseWidth = 44;
    private const int GroupGap = 24;

    private readonly StringBuilder _marks = new();
    private int _right = Left;

    /// <summary>Draws the rows, a group for each number of sequences.</summary>
    public static string Draw(string model, IEnumerable<AdaptiveRow> rows)
    {
        var plot = new RatioPlot();
        foreach (var group in rows.GroupBy(row => row.Sequences))
            plot.AddGroup(group.Key, [.. group]);
        return plot.Finish(model);
    }

    private void AddGroup(int sequences, List<AdaptiveRow> rows)
    {
        var start = _right;
        foreach (var row in rows)
        {
            AddMark(_right + (CaseWidth / 3), row.Ratio, row.Between, "adaptive");
            AddMark(_right + (CaseWidth * 2 / 3), row.Control, row.ControlBetween, "control");
            AddText(_right + (CaseWidth / 2), Top + Height + 18, Round(row.Chance));
            _right += CaseWidth;
        }

        AddText((start + _right) / 2, Top + Height + 38, sequences == 1 ? "1 sequence" : $"{sequences} sequences");
        _right += GroupGap;
    }

    private void AddMark(int x, double value, Interval between, string kind)
    {
        AddLine(x, between.Low, x, between.High, kind);
        Add($"""<circle class="{kind}" cx="{x}" cy="{Place(value)}" r="4"/>""");
    }

    private string Finish(string model)
    {
        for (var value = Lowest; value < Highest + (Grid / 2); value += Grid)
        {
            AddLine(Left, value, _right, value, "grid");
            AddText(Left - 20, Place(value) + 4, Round(value));
        }

        AddLine(Left, AdaptiveRow.Required.Limit, _right, AdaptiveRow.Required.Limit, "bar");
        AddText((Left + _right) / 2, 18, $"{model}: share of the best fixed length's speed, by the chance of a guess. Filled: adaptive. Hollow: control.");
        return $$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{_right + GroupGap}}" height="{{Top + Height + Bottom}}">
            <style>
            svg { background: #fff; font: 12px sans-serif; text-anchor: middle }
            line { stroke-width: 1.5 } .grid { stroke: #ddd } .bar { stroke: #c33; stroke-dasharray: 6 4 }
            .adaptive { stroke: #06c; fill: #06c } .control { stroke: #888; fill: #fff }
            </style>
            {{_marks}}</svg>

            """;
    }

    private void AddLine(int fromX, double from, int toX, double to, string kind) =>
        Add($"""<line class="{kind}" x1="{fromX}" y1="{Place(from)}" x2="{toX}" y2="{Place(to)}"/>""");

    private void AddText(int x, int y, string text) => Add($"""<text x="{x}" y="{y}">{text}</text>""");

    private void Add(string element) => _marks.AppendLine(element);

    // What is beyond the picture is drawn at its edge.
    private static int Place(double value) => Top + (int)Math.Round(Height * (Highest - Math.Clamp(value, Lowest, Highest)) / (Highest - Lowest));

    private static string Round(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
