using System.Buffers;

namespace Step35.Engine.Tokenization;

/// <summary>Finds spelled-out special tokens in text; at one place the longest spelling wins.</summary>
internal sealed class SpecialTokenScanner
{
    private readonly SearchValues<char> _firstCharacters;
    private readonly ILookup<char, SpecialToken> _byFirstCharacter;

    public SpecialTokenScanner(IEnumerable<SpecialToken> tokens)
    {
        _byFirstCharacter = tokens
            .Where(token => token.Text.Length > 1)
            .OrderByDescending(token => token.Text.Length)
            .ToLookup(token => token.Text[0]);
        _firstCharacters = SearchValues.Create([.. _byFirstCharacter.Select(group => group.Key)]);
    }

    public readonly record struct Match(int Start, SpecialToken Token);

    public Match? FindNext(string text, int start)
    {
        while (start < text.Length)
        {
            var offset = text.AsSpan(start).IndexOfAny(_firstCharacters);
            if (offset < 0)
                return null;
            start += offset;
            foreach (var token in _byFirstCharacter[text[start]])
                if (text.AsSpan(start).StartsWith(token.Text, StringComparison.Ordinal))
                    return new Match(start, token);
            start++;
        }

        return null;
    }
}
