using System.Globalization;
using System.Text;

namespace Step35.Cli.Benchmarking;

/// <summary>Draws how fast answers are written over the depth, a line for each number of conversations, as SVG.</summary>
internal static class BenchPlot
{
    private const int Width = 800;
    private const int Height = 450;
    private const int Margin = 60;

    private static readonly string[] Colors = ["#0969da", "#cf222e", "#1a7f37", "#8250df", "#bc4c00"];

    public static string Draw(BenchReport report)
    {
        var (deepest, fastest) = (Math.Max(1, report.Rows.Max(row => row.Depth)), report.Rows.Max(row => row.AnswerTokensPerSecond));
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        Text(svg, Width / 2, 25, $"{Escape(report.Model)}: writing, tokens a second over the depth");
        Line(svg, [(Margin, Margin), (Margin, Height - Margin), (Width - Margin, Height - Margin)], "#57606a");
        Text(svg, Margin / 2, Margin, Number(fastest));
        Text(svg, Width - Margin, Height - Margin / 2, Number(deepest));
        foreach (var (index, line) in report.Rows.GroupBy(row => row.Concurrency).Index())
        {
            var points = line.OrderBy(row => row.Depth).Select(row => (X(row.Depth), Y(row.AnswerTokensPerSecond))).ToList();
            var color = Colors[index % Colors.Length];
            Line(svg, points, color);
            foreach (var (x, y) in points)
                svg.Append($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"4\" fill=\"{color}\"/>\n");
            Text(svg, points[^1].Item1, points[^1].Item2 - 10, $"{line.Key} at once");
        }

        return svg.Append("</svg>\n").ToString();

        double X(int depth) => Margin + ((double)depth / deepest * (Width - (2 * Margin)));
        double Y(double speed) => Height - Margin - (speed / fastest * (Height - (2 * Margin)));
    }

    private static void Line(StringBuilder svg, IReadOnlyList<(double X, double Y)> points, string color)
    {
        var places = string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));
        svg.Append($"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" points=\"{places}\"/>\n");
    }

    private static void Text(StringBuilder svg, double x, double y, string text) =>
        svg.Append($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"middle\">{text}</text>\n");

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
