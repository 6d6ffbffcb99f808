using System.Text;

namespace Step35.Plugins.Files;

/// <summary>Reads some lines of a text of any length.</summary>
internal static class TextRange
{
    /// <summary>Reads lines until the range, the text or the room is at its end, and says how to go on.</summary>
    public static string Read(LineReader lines, int first, int count, int maxCharacters, CancellationToken cancellationToken)
    {
        var next = 1;
        for (; next < first && !lines.IsAtEnd; next++)
            Step(lines, null, cancellationToken);
        if (lines.IsAtEnd)
            return next == 1 ? "(The file is empty.)" : $"(The file has {next - 1} lines only.)";

        var text = new StringBuilder();
        while (!lines.IsAtEnd && next - first < count && text.Length < maxCharacters)
        {
            if (next++ > first)
                text.Append('\n');
            Step(lines, text, cancellationToken);
        }

        if (!lines.IsAtEnd)
            text.Append($"\n(Lines {first} to {next - 1}; more follow from line {next}.)");
        return text.ToString();
    }

    private static void Step(LineReader lines, StringBuilder? text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lines.Read(text);
    }
}
