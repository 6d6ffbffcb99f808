using System.Text;

namespace Step35.Plugins.Shell;

/// <summary>Splits a command line into words as shells do, and does nothing else that shells do.</summary>
internal static class CommandLine
{
    // Unquoted, each of these would mean something to a shell; taken literally they would surprise.
    private const string ShellOperators = "|&;<>()$`\n\r";

    /// <summary>Splits at blanks; quotes and backslashes keep blanks and operators in a word.</summary>
    /// <exception cref="ToolException">A quote does not end, or the line needs a shell.</exception>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        for (var at = 0; ;)
        {
            while (at < line.Length && line[at] is ' ' or '\t')
                at++;
            if (at == line.Length)
                return words;
            words.Add(TakeWord(line, ref at));
        }
    }

    private static string TakeWord(string line, ref int at)
    {
        var word = new StringBuilder();
        while (at < line.Length && line[at] is not (' ' or '\t'))
        {
            var character = line[at++];
            if (character is '\'' or '"')
                TakeQuoted(line, ref at, character, word);
            else if (character == '\\' && !OperatingSystem.IsWindows() && at < line.Length)
                word.Append(line[at++]);
            else if (ShellOperators.Contains(character, StringComparison.Ordinal) || character == '\0')
                throw new ToolException($"there is no shell, so '{Show(character)}' has no meaning; run one program at a time, and quote what is text.");
            else
                word.Append(character);
        }

        return word.ToString();
    }

    private static void TakeQuoted(string line, ref int at, char quote, StringBuilder word)
    {
        for (; at < line.Length; at++)
        {
            if (line[at] == quote)
            {
                at++;
                return;
            }

            if (quote == '"' && line[at] == '\\' && at + 1 < line.Length && line[at + 1] is '"' or '\\')
                at++;
            if (line[at] == '\0')
                throw new ToolException("a command holds no zero character.");
            word.Append(line[at]);
        }

        throw new ToolException($"a {quote} has no partner.");
    }

    private static string Show(char character) => character is '\n' or '\r' ? "a new line" : character.ToString();
}
