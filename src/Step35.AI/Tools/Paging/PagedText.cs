using Step35.AI.Prompting;

namespace Step35.AI.Tools.Paging;

/// <summary>A long text, cut into pages at the ends of lines where it has any.</summary>
internal sealed class PagedText
{
    // What the note under a page takes at most.
    private const int NoteCharacters = 120;

    private readonly string _text;
    private readonly List<Range> _pages = [];

    public PagedText(string id, string text, int maxPageCharacters)
    {
        Id = id;
        _text = text;
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfPage(start, maxPageCharacters - NoteCharacters);
            _pages.Add(start..end);
            start = end;
        }
    }

    public string Id { get; }

    public int Length => _text.Length;

    public string Page(int number) => number >= 1 && number <= _pages.Count
        ? _text[_pages[number - 1]].TrimEnd('\n') + Note(number)
        : $"There is no page {number}; the result has pages 1 to {_pages.Count}.";

    private string Note(int number) => number == _pages.Count
        ? $"\n[Page {number} of {_pages.Count}, the last.]"
        : $"\n[Page {number} of {_pages.Count}. Call read_more with id \"{Id}\" and page {number + 1} to go on.]";

    private int EndOfPage(int start, int maxCharacters)
    {
        if (_text.Length - start <= maxCharacters)
            return _text.Length;
        var line = _text.LastIndexOf('\n', start + maxCharacters - 1, maxCharacters);
        var end = line >= start ? line + 1 : start + maxCharacters;
        return TextCut.AtMost(_text, end);
    }
}
