using DiffPlex.Renderer;

namespace Step35.Plugins.Files;

/// <summary>Shows what a change does to a file, as a unified diff.</summary>
internal static class TextDiff
{
    // Comparing takes time with the product of lines and changes.
    private const int MaxCharacters = 400_000;

    public static string Between(string path, string before, string after)
    {
        if (before == after)
            return $"{path} stays as it is.";
        return before.Length + after.Length > MaxCharacters
            ? $"{path}: {Count(before)} lines become {Count(after)} lines; too many to compare."
            : UnidiffRenderer.GenerateUnidiff(Trim(before), Trim(after), "a/" + path, "b/" + path).TrimEnd('\r', '\n');
    }

    // The last line's end would count as one more line.
    private static string Trim(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');

    private static int Count(string text) => text.Length == 0 ? 0 : text.AsSpan().Count('\n') + 1;
}
