namespace Step35.AI.Constraints.Languages;

/// <summary>A regular expression in parsed form.</summary>
internal abstract record RegularExpression
{
    /// <summary>One character of a set.</summary>
    public sealed record OneOf(CharacterSet Characters) : RegularExpression;

    /// <summary>One part after the other; no parts mean the empty text.</summary>
    public sealed record Sequence(IReadOnlyList<RegularExpression> Parts) : RegularExpression;

    public sealed record Choice(IReadOnlyList<RegularExpression> Options) : RegularExpression;

    /// <summary>An expression several times; null for no upper limit.</summary>
    public sealed record Repeat(RegularExpression Item, int Least, int? Most) : RegularExpression;
}
