using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Step35.Plugins.Files.Searching;

/// <summary>Finds the lines that a regular expression fits, in time that grows with their length only.</summary>
internal sealed class RegexFinder : ILineFinder
{
    private const int MaxPatternCharacters = 1_000;

    // A line that takes longer, long as a file may be in one, counts as without a match.
    private static readonly TimeSpan MaxLineTime = TimeSpan.FromSeconds(5);

    private readonly Regex _regex;
    private readonly CancellationToken _cancellationToken;

    public RegexFinder(string pattern, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        if (pattern.Length > MaxPatternCharacters)
            throw new ToolException($"the regular expression is longer than {MaxPatternCharacters} characters.");
        try
        {
            _regex = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MaxLineTime);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"the regular expression is wrong: {exception.Message}", exception);
        }
        catch (NotSupportedException exception)
        {
            throw new ToolException("the regular expression is too large, or looks ahead, looks behind or refers back; write it without that.", exception);
        }
    }

    public void Find(string path, ReadOnlySpan<byte> content, int maxMatches, List<TextMatch> matches)
    {
        var text = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(content.Length));
        try
        {
            FindLines(path, text.AsSpan(0, Encoding.UTF8.GetChars(content, text)), maxMatches, matches);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private void FindLines(string path, ReadOnlySpan<char> text, int maxMatches, List<TextMatch> matches)
    {
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            _cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (!Fits(line))
                continue;
            matches.Add(TextMatch.Of(path, number, line));
            if (matches.Count == maxMatches)
                return;
        }
    }

    private bool Fits(ReadOnlySpan<char> line)
    {
        try
        {
            return _regex.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
