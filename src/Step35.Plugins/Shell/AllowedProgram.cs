using Step35.Plugins.Patterns;

namespace Step35.Plugins.Shell;

/// <summary>A program that may be run, and what it may be told.</summary>
/// <param name="Name">Its name, without a folder; it is looked for where the system keeps programs.</param>
/// <param name="Arguments">
/// The arguments that are allowed: patterns of one word each, separated by blanks, with <c>*</c> for any text, and <c>**</c> at the end
/// for any further arguments: <c>test **</c>. Several patterns allow what one of them fits; none allows any arguments.
/// </param>
public sealed record AllowedProgram(string Name, params string[] Arguments)
{
    private const string AnyFurther = "**";

    /// <summary>Reads a command with patterns in the place of arguments: <c>dotnet test **</c>.</summary>
    /// <param name="line">The program's name and, after a blank, the one pattern of what it may be told; without one, nothing.</param>
    /// <returns>The program.</returns>
    public static AllowedProgram Parse(string line)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(line);
        return line.Trim().Split(' ', 2) is [var name, var arguments] ? new(name, arguments) : new(line.Trim(), string.Empty);
    }

    /// <summary>Tells whether this entry allows a command.</summary>
    internal bool Allows(IReadOnlyList<string> words) =>
        words[0] == Name && (Arguments.Length == 0 || Arguments.Any(pattern => Fits(pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries), words)));

    private static bool Fits(string[] patterns, IReadOnlyList<string> words)
    {
        var isOpen = patterns is [.., AnyFurther];
        var fixedCount = isOpen ? patterns.Length - 1 : patterns.Length;
        return (isOpen ? words.Count - 1 >= fixedCount : words.Count - 1 == fixedCount)
            && Enumerable.Range(0, fixedCount).All(i => Wildcard.Fits(patterns[i], words[i + 1]));
    }
}
