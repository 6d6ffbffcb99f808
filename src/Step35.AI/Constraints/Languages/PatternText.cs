using System.Globalization;
using System.Text.RegularExpressions;

namespace Step35.AI.Constraints.Languages;

/// <summary>A place in the text of a pattern.</summary>
internal sealed partial class PatternText(string pattern)
{
    private int _position;

    public bool IsAtEnd => _position == pattern.Length;

    public char Current => pattern[_position];

    public char Take() => IsAtEnd ? throw Refuse("it ends too early") : pattern[_position++];

    public bool TryTake(char character)
    {
        if (IsAtEnd || Current != character)
            return false;
        _position++;
        return true;
    }

    /// <summary>Adds the second half of a surrogate pair to a character that was taken.</summary>
    public string Complete(char character) =>
        char.IsHighSurrogate(character) && !IsAtEnd ? $"{character}{Take()}" : $"{character}";

    /// <summary>Takes bounds such as <c>{2,5}</c>; a brace that opens none stands for itself.</summary>
    public (int Least, int? Most)? TryTakeBounds()
    {
        var match = Bounds().Match(pattern, _position, pattern.Length - _position);
        if (!match.Success)
            return null;
        _position += match.Length;
        var least = Parse(match.Groups["least"].Value);
        return match.Groups["range"].Success
            ? (least, match.Groups["most"].Value is { Length: > 0 } most ? Parse(most) : null)
            : (least, least);
    }

    /// <summary>Takes hexadecimal digits.</summary>
    public int TakeHex(int digits)
    {
        if (pattern.Length - _position >= digits
            && int.TryParse(pattern.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            _position += digits;
            return value;
        }

        throw Refuse($"{digits} hexadecimal digits are missing");
    }

    /// <summary>Takes what stands before a closing brace.</summary>
    public string TakeBraced()
    {
        var end = pattern.IndexOf('}', _position);
        if (!TryTake('{') || end < 0)
            throw Refuse("a '{...}' is missing");
        var content = pattern[_position..end];
        _position = end + 1;
        return content;
    }

    public LanguageException Refuse(string reason) => new($"The pattern cannot be used: {reason}, at character {_position}.");

    private static int Parse(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var value) ? value : int.MaxValue;

    [GeneratedRegex(@"\G\{(?<least>[0-9]+)(?<range>,(?<most>[0-9]*))?\}")]
    private static partial Regex Bounds();
}
