using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;

namespace Step35.AI.Parsing.Repairs;

/// <summary>Rewrites a literal of Python or JavaScript as JSON.</summary>
/// <remarks>
/// Takes what JSON forbids and models write: single quotes, line breaks in strings, tuples and sets, commas at the end, keys without
/// quotes, <c>True</c>, <c>False</c>, <c>None</c> and JSON's own words in any case, and numbers such as <c>1_000</c>, <c>+5</c>,
/// <c>.5</c> and <c>0xff</c>. A recursive descent over the text, in linear time; values nest as deep as JSON's reader goes.
/// </remarks>
internal sealed class LooseLiteral
{
    private const int MaxDepth = 64;

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private readonly StringBuilder _json = new();
    private readonly string _text;
    private int _at;

    private LooseLiteral(string text) => _text = text;

    private bool IsAtEnd => _at >= _text.Length;

    private char Current => IsAtEnd ? '\0' : _text[_at];

    /// <summary>Returns JSON text, or null when the text is no literal.</summary>
    public static string? TryRead(string text)
    {
        var literal = new LooseLiteral(text);
        return literal.ReadValue(depth: 0) && literal.IsOnlySpaceLeft() ? literal._json.ToString() : null;
    }

    private bool IsOnlySpaceLeft()
    {
        SkipSpace();
        return IsAtEnd;
    }

    private void SkipSpace()
    {
        while (char.IsWhiteSpace(Current))
            _at++;
    }

    private bool TrySkip(char character)
    {
        SkipSpace();
        if (IsAtEnd || Current != character)
            return false;
        _at++;
        return true;
    }

    private bool ReadValue(int depth)
    {
        SkipSpace();
        return depth < MaxDepth && Current switch
        {
            '"' or '\'' => ReadString(),
            '[' => ReadItems('[', ']', depth),
            '(' => ReadItems('(', ')', depth),
            '{' => ReadBraces(depth),
            >= '0' and <= '9' or '+' or '-' or '.' => ReadNumber(),
            _ => ReadWord(),
        };
    }

    private bool ReadWord() => TakeWord().ToUpperInvariant() switch
    {
        "TRUE" => Write("true"),
        "FALSE" => Write("false"),
        "NONE" or "NULL" => Write("null"),
        _ => false,
    };

    private bool Write(string json)
    {
        _json.Append(json);
        return true;
    }

    private string TakeWord()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Current) || Current is '_' or '$' or '-')
            _at++;
        return _text[start.._at];
    }

    /// <summary>Reads a list, a tuple or a set; one value in parentheses is that value.</summary>
    private bool ReadItems(char open, char close, int depth)
    {
        _at++;
        var start = _json.Length;
        _json.Append('[');
        var (items, hasComma) = (0, true);
        while (!TrySkip(close))
        {
            if (!hasComma || !ReadValue(depth + 1))
                return false;
            items++;
            hasComma = TrySkip(',');
            _json.Append(hasComma ? "," : "");
        }

        if (open == '(' && items == 1 && !hasComma)
            _json.Remove(start, 1);
        else
            Close(']');
        return true;
    }

    private bool ReadBraces(int depth)
    {
        var (start, length) = (_at, _json.Length);
        if (ReadObject(depth))
            return true;
        (_at, _json.Length) = (start, length);
        return ReadItems('{', '}', depth);
    }

    private bool ReadObject(int depth)
    {
        _at++;
        _json.Append('{');
        var hasComma = true;
        while (!TrySkip('}'))
        {
            if (!hasComma || !ReadKey() || !TrySkip(':') || !Write(":") || !ReadValue(depth + 1))
                return false;
            hasComma = TrySkip(',');
            _json.Append(hasComma ? "," : "");
        }

        Close('}');
        return true;
    }

    private bool ReadKey()
    {
        SkipSpace();
        if (Current is '"' or '\'')
            return ReadString();
        var name = TakeWord();
        _json.Append('"').Append(Encoder.Encode(name)).Append('"');
        return name.Length > 0;
    }

    private void Close(char bracket)
    {
        if (_json[^1] == ',')
            _json.Length--;
        _json.Append(bracket);
    }

    private bool ReadString()
    {
        var quote = Current;
        _at++;
        var content = new StringBuilder();
        for (; Current != quote; _at++)
        {
            if (IsAtEnd)
                return false;
            if (Current != '\\')
                content.Append(Current);
            else if (!ReadEscape(content))
                return false;
        }

        _at++;
        _json.Append('"').Append(Encoder.Encode(content.ToString())).Append('"');
        return true;
    }

    /// <summary>Reads an escape up to its last character; one that means nothing stays as it is.</summary>
    private bool ReadEscape(StringBuilder content)
    {
        _at++;
        switch (Current)
        {
            case 'x':
                return ReadCode(content, 2);
            case 'u':
                return ReadCode(content, 4);
            case '\n':
                return true;
            case '\0' when IsAtEnd:
                return false;
            default:
                content.Append(Current switch
                {
                    'n' => "\n",
                    't' => "\t",
                    'r' => "\r",
                    'b' => "\b",
                    'f' => "\f",
                    '\\' or '/' or '"' or '\'' => Current.ToString(),
                    _ => $"\\{Current}",
                });
                return true;
        }
    }

    private bool ReadCode(StringBuilder content, int digits)
    {
        var code = _text.AsSpan(_at + 1);
        if (code.Length < digits || !ushort.TryParse(code[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            return false;
        content.Append((char)unit);
        _at += digits;
        return true;
    }

    private bool ReadNumber()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '.' || (Current is '+' or '-' && IsSign(start)))
            _at++;
        var number = _text[start.._at].Replace("_", "", StringComparison.Ordinal).TrimStart('+');
        return number.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? WriteHex(number[2..]) : WriteDecimal(number);
    }

    private bool IsSign(int start) => _at == start || _text[_at - 1] is 'e' or 'E';

    private bool WriteHex(string digits)
    {
        // The leading zero keeps the first digit from being taken for a sign.
        if (digits.Length > 32 || !BigInteger.TryParse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;
        _json.Append(value.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    private bool WriteDecimal(string number)
    {
        var sign = number is ['-', ..] ? "-" : "";
        var digits = number[sign.Length..];
        if (digits is ['.', ..])
            digits = "0" + digits;
        if (digits is [.., '.'])
            digits += "0";
        _json.Append(sign).Append(digits);
        return digits is [>= '0' and <= '9', ..];
    }
}
