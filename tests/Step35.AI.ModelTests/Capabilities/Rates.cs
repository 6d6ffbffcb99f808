using System.Globalization;

namespace Step35.AI.ModelTests.Capabilities;

/// <summary>How many answers of each figure are right.</summary>
internal sealed class Rates
{
    private readonly SortedDictionary<string, (int Right, int Total)> _counts = new(StringComparer.Ordinal);

    public IEnumerable<string> Figures => _counts.Keys;

    public void Add(string figure, int right, int total)
    {
        var (before, all) = _counts.GetValueOrDefault(figure);
        _counts[figure] = (before + right, all + total);
    }

    /// <summary>The share of right answers; 0 where nothing was counted.</summary>
    public double Of(string figure) => _counts.GetValueOrDefault(figure) is (var right, > 0 and var total) ? (double)right / total : 0;

    public string Describe(string figure)
    {
        var (right, total) = _counts.GetValueOrDefault(figure);
        return string.Create(CultureInfo.InvariantCulture, $"{Of(figure):P1} ({right} of {total})");
    }
}
