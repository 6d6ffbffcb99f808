using System.Globalization;

namespace Step35.AI.Constraints.Languages;

/// <summary>Reads escapes and bracketed classes of a pattern.</summary>
internal sealed class CharacterClassParser(PatternText text)
{
    private const string Literal = "^$\\.*+?()[]{}|/-\"'#&~ <>=!:,;%@`_";

    private static readonly CharacterSet Word = CharacterSet.Union([
        CharacterSet.Digits, CharacterSet.Range('a', 'z'), CharacterSet.Range('A', 'Z'), CharacterSet.Of("_")]);

    private static readonly CharacterSet Space = CharacterSet.Of(" \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff")
        .Union(CharacterSet.Range(0x2000, 0x200a));

    /// <summary>Reads a class behind its opening bracket.</summary>
    public CharacterSet Read()
    {
        var isNegated = text.TryTake('^');
        var set = CharacterSet.Empty;
        while (!text.TryTake(']'))
            set = set.Union(ReadItem());
        return isNegated ? CharacterSet.All.Except(set) : set;
    }

    /// <summary>Reads an escape behind its backslash.</summary>
    public CharacterSet ReadEscape() => text.Take() switch
    {
        'd' => CharacterSet.Digits,
        'D' => CharacterSet.All.Except(CharacterSet.Digits),
        'w' => Word,
        'W' => CharacterSet.All.Except(Word),
        's' => Space,
        'S' => CharacterSet.All.Except(Space),
        'p' => ReadCategory(text.TakeBraced()),
        'P' => CharacterSet.All.Except(ReadCategory(text.TakeBraced())),
        't' => CharacterSet.Of("\t"),
        'n' => CharacterSet.Of("\n"),
        'r' => CharacterSet.Of("\r"),
        'f' => CharacterSet.Of("\f"),
        'v' => CharacterSet.Of("\v"),
        'x' => Single(text.TakeHex(2)),
        'u' => Single(ReadCodePoint()),
        var character when Literal.Contains(character, StringComparison.Ordinal) => CharacterSet.Of($"{character}"),
        var other => throw text.Refuse($"'\\{other}' is not supported; only regular patterns are"),
    };

    private CharacterSet ReadItem()
    {
        var first = ReadCharacter();
        if (text.IsAtEnd || text.Current != '-')
            return first;
        text.TryTake('-');
        if (!text.IsAtEnd && text.Current == ']')
            return first.Union(CharacterSet.Of("-"));
        var last = ReadCharacter();
        return (ValueOf(first), ValueOf(last)) is var (from, to) && from is { } low && to is { } high && low <= high
            ? CharacterSet.Range(low, high)
            : throw text.Refuse("a range of characters has no two ends in order");
    }

    private CharacterSet ReadCharacter() => text.Take() switch
    {
        '\\' when text.TryTake('b') => CharacterSet.Of("\b"),
        '\\' => ReadEscape(),
        '[' when !text.IsAtEnd && text.Current == ':' => throw text.Refuse("POSIX classes are not supported"),
        var character => CharacterSet.Of(text.Complete(character)),
    };

    private static int? ValueOf(CharacterSet set) => set.Ranges is [var only] && only.First == only.Last ? only.First : null;

    private static CharacterSet Single(int value) => CharacterSet.Range(value, value);

    private int ReadCodePoint()
    {
        if (text.IsAtEnd || text.Current != '{')
            return text.TakeHex(4);
        return int.TryParse(text.TakeBraced(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw text.Refuse("'\\u{...}' holds no hexadecimal number");
    }

    private CharacterSet ReadCategory(string name) => name switch
    {
        "L" or "Letter" => CharacterSet.Where(char.IsLetter),
        "Lu" or "Uppercase_Letter" => CharacterSet.Where(char.IsUpper),
        "Ll" or "Lowercase_Letter" => CharacterSet.Where(char.IsLower),
        "N" or "Number" => CharacterSet.Where(char.IsNumber),
        "Nd" or "Decimal_Number" => CharacterSet.Where(char.IsDigit),
        "P" or "Punctuation" => CharacterSet.Where(char.IsPunctuation),
        "S" or "Symbol" => CharacterSet.Where(char.IsSymbol),
        "Z" or "Separator" => CharacterSet.Where(char.IsSeparator),
        _ => throw text.Refuse($"the category '{name}' is not known; use L, Lu, Ll, N, Nd, P, S or Z"),
    };
}
