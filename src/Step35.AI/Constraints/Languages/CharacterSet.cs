namespace Step35.AI.Constraints.Languages;

/// <summary>A set of Unicode scalar values, kept as sorted ranges that neither touch nor overlap.</summary>
/// <remarks>Immutable. Never holds U+0000, which the native core takes for the end of a text, nor surrogates.</remarks>
internal sealed class CharacterSet
{
    private readonly CharacterRange[] _ranges;

    private CharacterSet(CharacterRange[] ranges) => _ranges = ranges;

    public static CharacterSet Empty { get; } = new([]);

    public static CharacterSet All { get; } = new([new(1, 0xD7FF), new(0xE000, 0x10FFFF)]);

    public static CharacterSet Digits { get; } = Range('0', '9');

    public IReadOnlyList<CharacterRange> Ranges => _ranges;

    public bool IsEmpty => _ranges.Length == 0;

    public static CharacterSet Range(int first, int last) => Create([new CharacterRange(first, last)]).Intersect(All);

    /// <summary>Makes the set of one value, which may be a mark that no text holds.</summary>
    public static CharacterSet Single(int value) => new([new CharacterRange(value, value)]);

    public static CharacterSet Of(string characters) =>
        Create(characters.EnumerateRunes().Select(rune => new CharacterRange(rune.Value, rune.Value))).Intersect(All);

    /// <summary>Gathers the characters of the basic plane that a test picks.</summary>
    public static CharacterSet Where(Func<char, bool> test) =>
        Create(Enumerable.Range(1, 0xFFFF).Where(value => test((char)value)).Select(value => new CharacterRange(value, value))).Intersect(All);

    public static CharacterSet Union(IEnumerable<CharacterSet> sets) => Create(sets.SelectMany(set => set._ranges));

    public CharacterSet Union(CharacterSet other) => Create(_ranges.Concat(other._ranges));

    public CharacterSet Intersect(CharacterSet other)
    {
        var shared = new List<CharacterRange>();
        for (int mine = 0, theirs = 0; mine < _ranges.Length && theirs < other._ranges.Length;)
        {
            var (one, two) = (_ranges[mine], other._ranges[theirs]);
            var (first, last) = (Math.Max(one.First, two.First), Math.Min(one.Last, two.Last));
            if (first <= last)
                shared.Add(new CharacterRange(first, last));
            if (one.Last < two.Last)
                mine++;
            else
                theirs++;
        }

        return new CharacterSet([.. shared]);
    }

    public CharacterSet Except(CharacterSet other)
    {
        var gaps = new List<CharacterRange>();
        var next = 0;
        foreach (var range in other._ranges)
        {
            if (range.First > next)
                gaps.Add(new CharacterRange(next, range.First - 1));
            next = range.Last + 1;
        }

        gaps.Add(new CharacterRange(next, int.MaxValue));
        return Intersect(new CharacterSet([.. gaps]));
    }

    public bool Contains(int character) => Array.Exists(_ranges, range => range.First <= character && character <= range.Last);

    private static CharacterSet Create(IEnumerable<CharacterRange> ranges)
    {
        var merged = new List<CharacterRange>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
            else
                merged.Add(range);
        }

        return new CharacterSet([.. merged]);
    }
}
