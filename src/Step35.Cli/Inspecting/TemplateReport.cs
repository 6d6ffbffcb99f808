namespace Step35.Cli.Inspecting;

/// <summary>How a file's chat template compares with those whose prompts this product writes.</summary>
/// <param name="Verdict">What came out.</param>
/// <param name="Known">The known template that it is, or is closest to.</param>
/// <param name="FirstDifferentLine">The number of the first line that differs, counted from one; null when none does.</param>
/// <param name="Line">What the file says there.</param>
internal sealed record TemplateReport(TemplateVerdict Verdict, string? Known = null, int? FirstDifferentLine = null, string? Line = null);
