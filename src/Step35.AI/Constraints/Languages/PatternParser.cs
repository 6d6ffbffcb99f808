namespace Step35.AI.Constraints.Languages;

/// <summary>Reads the pattern of a schema.</summary>
/// <remarks>Recursive descent: choice, sequence, repetition, atom. What is not regular is refused, and so is what dialects read differently.</remarks>
internal sealed class PatternParser
{
    /// <summary>Stands before every text.</summary>
    public const int TextStart = 0x110000;

    /// <summary>Stands after every text.</summary>
    public const int TextEnd = 0x110001;

    private const int MaxRepetition = 4_000;
    private const int MaxDepth = 200;

    private static readonly CharacterSet LineEnds = CharacterSet.Of("\n\r\u2028\u2029");

    private readonly PatternText _text;
    private int _depth;

    private PatternParser(string pattern) => _text = new PatternText(pattern);

    public static CharacterSet AnythingOrMark { get; } =
        CharacterSet.Union([CharacterSet.All, CharacterSet.Single(TextStart), CharacterSet.Single(TextEnd)]);

    /// <exception cref="LanguageException">The pattern is wrong or not regular.</exception>
    public static RegularExpression Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var expression = parser.ReadChoice();
        return parser._text.IsAtEnd ? expression : throw parser._text.Refuse("a ')' closes no group");
    }

    private RegularExpression ReadChoice()
    {
        if (++_depth > MaxDepth)
            throw _text.Refuse($"groups nest more than {MaxDepth} deep");
        var options = new List<RegularExpression> { ReadSequence() };
        while (_text.TryTake('|'))
            options.Add(ReadSequence());
        _depth--;
        return options.Count == 1 ? options[0] : new RegularExpression.Choice(options);
    }

    private RegularExpression.Sequence ReadSequence()
    {
        var parts = new List<RegularExpression>();
        while (!_text.IsAtEnd && _text.Current is not ('|' or ')'))
            parts.Add(ReadRepetition(ReadAtom()));
        return new RegularExpression.Sequence(parts);
    }

    private RegularExpression ReadRepetition(RegularExpression item)
    {
        if (TryReadBounds() is not (var least, var most))
            return item;
        // Which of the matches is preferred makes no difference to whether there is one.
        _text.TryTake('?');
        return TryReadBounds() is null
            ? new RegularExpression.Repeat(item, least, most)
            : throw _text.Refuse("a quantifier follows another one");
    }

    private (int Least, int? Most)? TryReadBounds()
    {
        if (_text.TryTake('*'))
            return (0, null);
        if (_text.TryTake('+'))
            return (1, null);
        if (_text.TryTake('?'))
            return (0, 1);
        return _text.TryTakeBounds() is var (least, most) ? Check(least, most) : null;
    }

    private (int Least, int? Most)? Check(int least, int? most)
    {
        if (most < least)
            throw _text.Refuse($"the bounds {least} and {most} are the wrong way round");
        return Math.Max(least, most ?? 0) <= MaxRepetition ? (least, most) : throw _text.Refuse($"it repeats something more than {MaxRepetition:N0} times");
    }

    private RegularExpression ReadAtom()
    {
        switch (_text.Take())
        {
            case '(':
                return ReadGroup();
            case '[':
                return new RegularExpression.OneOf(new CharacterClassParser(_text).Read());
            case '.':
                return new RegularExpression.OneOf(CharacterSet.All.Except(LineEnds));
            case '^':
                return new RegularExpression.OneOf(CharacterSet.Single(TextStart));
            case '$':
                return new RegularExpression.OneOf(CharacterSet.Single(TextEnd));
            case '\\':
                return new RegularExpression.OneOf(new CharacterClassParser(_text).ReadEscape());
            case '*' or '+' or '?':
                throw _text.Refuse("a quantifier has nothing to repeat");
            case var character:
                return new RegularExpression.OneOf(CharacterSet.Of(_text.Complete(character)));
        }
    }

    private RegularExpression ReadGroup()
    {
        if (_text.TryTake('?') && !_text.TryTake(':'))
            SkipGroupName();
        var inner = ReadChoice();
        return _text.TryTake(')') ? inner : throw _text.Refuse("a group is not closed");
    }

    private void SkipGroupName()
    {
        if (!_text.TryTake('<') || _text.IsAtEnd || _text.Current is '=' or '!')
            throw _text.Refuse("look-around, atomic groups and inline options are not supported");
        while (_text.Take() != '>')
        {
        }
    }
}
