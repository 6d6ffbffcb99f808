using System.Globalization;

namespace Step35.Bench.Scenarios;

/// <summary>Draws how durations are spread, in classes that double.</summary>
internal static class Histogram
{
    private const int BarWidth = 30;

    /// <summary>Draws two sets of milliseconds side by side, a line for each class.</summary>
    public static IReadOnlyList<string> Draw(IReadOnlyList<double> ours, IReadOnlyList<double> theirs)
    {
        var classes = ours.Concat(theirs).Select(ClassOf).ToList();
        return
        [
            $"{"gap up to",12}  {"ours",-BarWidth - 6}  theirs",
            .. Enumerable.Range(classes.Min(), classes.Max() - classes.Min() + 1).Select(index =>
                $"{Math.Pow(2, index).ToString("0.###", CultureInfo.InvariantCulture),9} ms  {Bar(ours, index),-BarWidth - 6}  {Bar(theirs, index)}".TrimEnd()),
        ];
    }

    private static int ClassOf(double milliseconds) => (int)Math.Ceiling(Math.Log2(Math.Max(milliseconds, 0.001)));

    private static string Bar(IReadOnlyList<double> values, int index)
    {
        var count = values.Count(value => ClassOf(value) == index);
        return count == 0 ? string.Empty : $"{new string('#', Math.Max(1, BarWidth * count / values.Count))} {count}";
    }
}
