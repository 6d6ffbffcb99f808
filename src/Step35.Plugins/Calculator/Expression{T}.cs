using System.Globalization;
using System.Numerics;

namespace Step35.Plugins.Calculator;

/// <summary>Reads and works out an expression in one pass, by recursive descent.</summary>
/// <remarks>
/// <code>
/// sum     = product { ("+" | "-") product }
/// product = factor { ("*" | "/" | "%") factor }
/// factor  = ("-" | "+") factor | power
/// power   = atom { "!" } [ "^" factor ]
/// atom    = number | constant | function "(" sum { "," sum } ")" | "(" sum ")"
/// </code>
/// So <c>-2^2</c> is -4 and <c>2^3^2</c> is 512, as in mathematics.
/// </remarks>
internal sealed class Expression<T>
    where T : struct, INumber<T>
{
    private const int MaxDepth = 100;

    private readonly string _text;
    private int _at;
    private int _depth;

    public Expression(string text) => _text = text;

    /// <exception cref="ToolException">The expression is wrong; the message names the place.</exception>
    /// <exception cref="OverflowException">A number does not fit the type.</exception>
    public T Evaluate()
    {
        var value = Sum();
        return Peek() == '\0' ? value : throw Unexpected();
    }

    private T Sum()
    {
        if (++_depth > MaxDepth)
            throw new ToolException($"the expression is nested deeper than {MaxDepth}.");
        var value = Product();
        while (Peek() is '+' or '-')
            value = Take() == '+' ? checked(value + Product()) : checked(value - Product());
        _depth--;
        return value;
    }

    private T Product()
    {
        var value = Factor();
        while (Peek() is '*' or '×' or '/' or '÷' or '%')
        {
            value = Take() switch
            {
                '*' or '×' => Arithmetic.Multiply(value, Factor()),
                '%' => Arithmetic.Remainder(value, Factor()),
                _ => Arithmetic.Divide(value, Factor()),
            };
        }

        return value;
    }

    private T Factor()
    {
        var isNegative = false;
        for (; Peek() is '-' or '+'; _at++)
            isNegative ^= Peek() == '-';
        return isNegative ? -Power() : Power();
    }

    private T Power()
    {
        var value = Atom();
        for (; Peek() == '!'; _at++)
            value = Arithmetic.Factorial(value);
        if (Peek() is not '^')
            return value;
        _at++;
        if (++_depth > MaxDepth)
            throw new ToolException($"the expression is nested deeper than {MaxDepth}.");
        var power = Arithmetic.Power(value, Factor());
        _depth--;
        return power;
    }

    private T Atom() => Peek() switch
    {
        '(' => Group()[0],
        >= '0' and <= '9' or '.' => Number(),
        var letter when char.IsAsciiLetter(letter) || letter == 'π' => Name(),
        _ => throw Unexpected(),
    };

    private List<T> Group()
    {
        var values = new List<T>();
        do
        {
            _at++;
            values.Add(Sum());
        }
        while (Peek() == ',');
        if (Take() != ')')
            throw new ToolException("a parenthesis is not closed.");
        return values;
    }

    private T Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        if (_at < _text.Length && _text[_at] is 'e' or 'E' && _at + 1 < _text.Length && (char.IsAsciiDigit(_text[_at + 1]) || _text[_at + 1] is '-' or '+'))
            for (_at += 2; _at < _text.Length && char.IsAsciiDigit(_text[_at]);)
                _at++;
        return Arithmetic.Parse<T>(_text[start.._at]);
    }

    private T Name()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == 'π'))
            _at++;
        var name = _text[start.._at];
        return Peek() == '(' ? Functions.Call(name, Group()) : Functions.Constant<T>(name);
    }

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private char Take()
    {
        var next = Peek();
        _at++;
        return next;
    }

    private ToolException Unexpected() => new(_at < _text.Length
        ? string.Create(CultureInfo.InvariantCulture, $"'{_text[_at]}' at character {_at + 1} is not expected there.")
        : "the expression ends too early.");
}
