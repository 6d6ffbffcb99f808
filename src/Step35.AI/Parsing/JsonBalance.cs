namespace Step35.AI.Parsing;

/// <summary>Follows the brackets and quotes of JSON, or of a Python literal, to know where it ends.</summary>
internal sealed class JsonBalance
{
    private readonly Stack<char> _closers = [];
    private char? _quote;
    private bool _isEscaped;

    public bool IsInString => _quote is not null;

    /// <summary>Gets a value indicating whether nothing is open; true before the first character, too.</summary>
    public bool IsClosed => _quote is null && _closers.Count == 0;

    /// <summary>Gets what would close the open brackets.</summary>
    public string MissingClosers => string.Concat(_closers);

    public void Push(char character)
    {
        if (_quote is not null)
            PushInString(character);
        else if (character is '"' or '\'')
            _quote = character;
        else if (character is '{' or '[')
            _closers.Push(character == '{' ? '}' : ']');
        else if (character is '}' or ']')
            _closers.TryPop(out _);
    }

    private void PushInString(char character)
    {
        if (character == _quote && !_isEscaped)
            _quote = null;
        _isEscaped = character == '\\' && !_isEscaped;
    }
}
