using System.Globalization;
using System.Text;

namespace Step35.AI.Tests.Constraints;

/// <summary>Reads GBNF and matches texts with it; written apart from the writer, so that the two check each other.</summary>
internal sealed class GbnfMatcher
{
    private delegate SortedSet<int> Node(string text, int start);

    private readonly Dictionary<string, Node> _rules = [];
    private readonly Dictionary<(string Rule, int Start), SortedSet<int>> _known = [];
    private readonly string _source;
    private readonly string _root;
    private int _position;

    public GbnfMatcher(string source, string root)
    {
        (_source, _root) = (source, root);
        while (_position < source.Length)
            ReadRule();
    }

    public bool Matches(string text)
    {
        _known.Clear();
        return _rules[_root](text, 0).Contains(text.Length);
    }

    private void ReadRule()
    {
        var name = ReadName();
        Expect(" ::= ");
        var body = ReadChoice();
        Expect("\n");
        _rules.Add(name, (text, start) => Remember(name, text, start, body));
    }

    private SortedSet<int> Remember(string name, string text, int start, Node body)
    {
        if (!_known.TryGetValue((name, start), out var ends))
            ends = _known[(name, start)] = body(text, start);
        return ends;
    }

    private Node ReadChoice()
    {
        var options = new List<Node> { ReadSequence() };
        while (TrySkip(" | "))
            options.Add(ReadSequence());
        return (text, start) => [.. options.SelectMany(option => option(text, start))];
    }

    private Node ReadSequence()
    {
        var parts = new List<Node> { ReadRepeat() };
        while (!Looking(" | ") && TrySkip(" "))
            parts.Add(ReadRepeat());
        return (text, start) => parts.Aggregate(new SortedSet<int> { start }, (ends, part) => [.. ends.SelectMany(end => part(text, end))]);
    }

    private Node ReadRepeat()
    {
        var item = ReadItem();
        if (TrySkip("*"))
            return Repeat(item, 0, int.MaxValue);
        if (TrySkip("+"))
            return Repeat(item, 1, int.MaxValue);
        if (TrySkip("?"))
            return Repeat(item, 0, 1);
        if (!TrySkip("{"))
            return item;
        var least = ReadNumber();
        Expect(",");
        var most = Looking("}") ? int.MaxValue : ReadNumber();
        Expect("}");
        return Repeat(item, least, most);
    }

    private static Node Repeat(Node item, int least, int most) => (text, start) =>
    {
        var all = new SortedSet<int>();
        var ends = new SortedSet<int> { start };
        for (var count = 0; ends.Count > 0 && count <= most; count++)
        {
            if (count >= least)
                ends.RemoveWhere(end => !all.Add(end));
            ends = [.. ends.SelectMany(end => item(text, end))];
        }

        return all;
    };

    private Node ReadItem()
    {
        if (TrySkip("("))
        {
            var inner = ReadChoice();
            Expect(")");
            return inner;
        }

        if (TrySkip("\""))
            return Literal(ReadLiteral());
        if (TrySkip("["))
            return ReadClass();
        if (Looking("<"))
            return Literal(ReadToken());
        var name = ReadName();
        return (text, start) => _rules[name](text, start);
    }

    private static Node Literal(string literal) => (text, start) =>
        string.CompareOrdinal(text, start, literal, 0, literal.Length) == 0 ? [start + literal.Length] : [];

    private string ReadLiteral()
    {
        var literal = new StringBuilder();
        while (!TrySkip("\""))
            literal.Append(char.ConvertFromUtf32(ReadCharacter()));
        return literal.ToString();
    }

    private string ReadToken()
    {
        var start = _position;
        _position = _source.IndexOf('>', start) + 1;
        return _source[start.._position];
    }

    private Node ReadClass()
    {
        var ranges = new List<(int First, int Last)>();
        while (!TrySkip("]"))
        {
            var first = ReadCharacter();
            ranges.Add((first, TrySkip("-") ? ReadCharacter() : first));
        }

        return (text, start) =>
        {
            if (start == text.Length || !Rune.TryGetRuneAt(text, start, out var rune))
                return [];
            return ranges.Exists(range => range.First <= rune.Value && rune.Value <= range.Last) ? [start + rune.Utf16SequenceLength] : [];
        };
    }

    private int ReadCharacter()
    {
        var character = _source[_position++];
        if (character != '\\')
            return character;
        var digits = _source[_position++] switch { 'x' => 2, 'u' => 4, 'U' => 8, var other => throw new FormatException($"\\{other}") };
        _position += digits;
        return int.Parse(_source.AsSpan(_position - digits, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private string ReadName()
    {
        var start = _position;
        while (char.IsAsciiLetterOrDigit(_source[_position]) || _source[_position] == '-')
            _position++;
        return _position > start ? _source[start.._position] : throw new FormatException($"No name at {_source[start..Math.Min(start + 40, _source.Length)]}");
    }

    private int ReadNumber() => int.Parse(ReadName(), CultureInfo.InvariantCulture);

    private bool Looking(string text) => string.CompareOrdinal(_source, _position, text, 0, text.Length) == 0;

    private bool TrySkip(string text)
    {
        var found = Looking(text);
        _position += found ? text.Length : 0;
        return found;
    }

    private void Expect(string text)
    {
        if (!TrySkip(text))
            throw new FormatException($"'{text}' is missing at {_source[_position..Math.Min(_position + 40, _source.Length)]}");
    }
}
