using System.Globalization;
using System.Text.Json;

namespace Step35.Cli.Benchmarking;

/// <summary>Compares measurements with earlier ones.</summary>
/// <param name="before">The earlier ones.</param>
/// <param name="tolerance">The part of a speed that may be lost before it counts: measurements vary.</param>
internal sealed class BenchComparison(BenchReport before, double tolerance)
{
    public static BenchComparison Read(string path, double tolerance)
    {
        try
        {
            var report = JsonSerializer.Deserialize(File.ReadAllText(path), BenchJson.Default.BenchReport);
            return new BenchComparison(report ?? throw NoReport(path, null), tolerance);
        }
        catch (JsonException error)
        {
            throw NoReport(path, error);
        }
    }

    /// <summary>Tells whether anything has become slower than the tolerance lets pass.</summary>
    /// <exception cref="BenchException">The two have no measurement in common.</exception>
    public bool IsSlower(BenchReport now)
    {
        if (!now.Rows.Any(row => before.Find(row) is not null))
            throw new BenchException("The two have no measurement in common; measure the same depths and concurrencies.");
        return now.Rows.Any(row => before.Find(row) is { } earlier
            && (IsLess(row.PromptTokensPerSecond, earlier.PromptTokensPerSecond) || IsLess(row.AnswerTokensPerSecond, earlier.AnswerTokensPerSecond)));
    }

    /// <summary>Writes by how much a speed has changed; nothing where it was not measured before.</summary>
    public string Describe(BenchRow row, Func<BenchRow, double> speed) => before.Find(row) is { } earlier && speed(earlier) > 0
        ? string.Create(CultureInfo.InvariantCulture, $" ({(speed(row) / speed(earlier) - 1) * 100:+0.0;-0.0}%)")
        : string.Empty;

    private bool IsLess(double now, double earlier) => now < earlier * (1 - tolerance);

    private static BenchException NoReport(string path, Exception? error) =>
        new($"{Path.GetFileName(path)} holds no measurements; give a file that step35 bench --json has written.", error);
}
