using System.Text;
using ScottPlot;

namespace Step35.Cli.Benchmarking;

/// <summary>Draws how fast answers are written over the depth, a line for each number of conversations.</summary>
internal static class BenchPlot
{
    private const int Width = 800;
    private const int Height = 450;
    private const string Png = ".png";
    private const string Svg = ".svg";

    /// <summary>Gets the endings of the files that can be drawn into.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [Png, Svg];

    /// <summary>Draws the content of a file, in the format that its name ends with.</summary>
    public static byte[] Draw(BenchReport report, string path)
    {
        using var plot = new Plot();
        plot.Title($"{report.Model}, {report.Backend}");
        plot.XLabel("tokens before the answer");
        plot.YLabel("tokens a second, all answers together");
        foreach (var line in report.Rows.GroupBy(row => row.Concurrency))
        {
            var rows = line.OrderBy(row => row.Depth).ToList();
            plot.Add.Scatter(rows.ConvertAll(row => row.Depth), rows.ConvertAll(row => row.AnswerTokensPerSecond)).LegendText = $"{line.Key} at once";
        }

        plot.Axes.SetLimitsY(0, report.Rows.Max(row => row.AnswerTokensPerSecond) * 1.1);
        plot.ShowLegend(Edge.Right);
        return Path.GetExtension(path).Equals(Svg, StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetBytes(plot.GetSvgXml(Width, Height))
            : plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }
}
