using Microsoft.Extensions.Options;

namespace Step35.Samples.Structured;

/// <summary>Runs the program: texts in, table out.</summary>
internal static class Extraction
{
    private const int Failed = 1;
    private const int Cancelled = 130;

    private static readonly string SampleTexts = Path.Combine(AppContext.BaseDirectory, "texts");

    public static async Task<int> RunAsync(string[] paths, string? modelPath, bool csv, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await ExtractAsync(paths.Length > 0 ? paths : ListSamples(), modelPath, cancellationToken);
            if (csv)
                OrderTable.WriteCsv(rows, Console.Out);
            else
                OrderTable.Write(rows, Console.Out);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (Exception error) when (error is Step35Exception or OptionsValidationException or IOException or InvalidDataException
            or UnauthorizedAccessException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private static async Task<List<OrderRow>> ExtractAsync(string[] paths, string? modelPath, CancellationToken cancellationToken)
    {
        // All files are read first: a wrong name is told before a model is loaded.
        var texts = paths.Select(OrderText.Read).ToList();
        await using var extractor = new OrderExtractor(modelPath);
        var rows = new List<OrderRow>();
        foreach (var text in texts)
            rows.Add(await extractor.ExtractAsync(text, cancellationToken));
        return rows;
    }

    private static string[] ListSamples() => [.. Directory.GetFiles(SampleTexts, "*.txt").Order(StringComparer.Ordinal)];
}
