using System.Runtime.InteropServices;
using Step35.AI.Prompting;

namespace Step35.AI.Parsing;

/// <summary>A place in text that still grows, and the question which tag stands there.</summary>
internal sealed class TagCursor
{
    private readonly List<char> _text = [];

    /// <summary>Gets or sets the place; it never goes back.</summary>
    public int Position { get; set; }

    public int Length => _text.Count;

    public bool IsAtEnd => Position >= _text.Count;

    public char Current => _text[Position];

    public void Add(ReadOnlySpan<char> text) => _text.AddRange(text);

    public ReadOnlySpan<char> Slice(int start, int end) => CollectionsMarshal.AsSpan(_text)[start..end];

    /// <summary>Tells whether a line starts here, in text whose first line starts at the given place.</summary>
    public bool StartsLine(int start) => Position == start || _text[Position - 1] == '\n';

    /// <summary>Skips whitespace, then looks for a tag as <see cref="TryMatch"/> does.</summary>
    public bool TrySkipToTag(TagPattern[] patterns, out TagMatch? tag)
    {
        while (!IsAtEnd && TemplateSpace.Contains(Current))
            Position++;
        return TryMatch(patterns, out tag);
    }

    /// <summary>Looks for a tag here; false while more text is needed to tell.</summary>
    public bool TryMatch(TagPattern[] patterns, out TagMatch? tag) => TagPattern.TryFind(patterns, Slice(Position, Length), out tag);
}
