using System.Text;

namespace Step35.Plugins.Http;

/// <summary>Collects text as a browser would lay it out: blanks run together, and blocks stand on lines of their own.</summary>
internal sealed class ReadableText
{
    private readonly StringBuilder _text = new();
    private int _breaks;
    private string _mark = "";
    private bool _hasGap;

    /// <summary>Gets or sets a value indicating whether blanks and line ends count as they are.</summary>
    public bool IsPreformatted { get; set; }

    /// <summary>Starts a new line, and a mark on it, before the next text.</summary>
    public void Break(int lines, string mark)
    {
        _breaks = Math.Max(_breaks, lines);
        if (lines > 0 || mark.Length > 0)
            _mark = mark;
    }

    public void Add(string text)
    {
        if (IsPreformatted)
        {
            Begin();
            _text.Append(text);
            return;
        }

        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                _hasGap = true;
                continue;
            }

            Begin();
            _text.Append(character);
        }
    }

    public override string ToString() => _text.ToString().TrimEnd();

    private void Begin()
    {
        var isLineStart = _text.Length == 0 || _breaks > 0;
        if (_text.Length > 0)
            _text.Append('\n', _breaks);
        if (!isLineStart && _hasGap && _mark.Length == 0)
            _text.Append(' ');
        _text.Append(isLineStart ? _mark.TrimStart() : _mark);
        (_breaks, _mark, _hasGap) = (0, "", false);
    }
}
