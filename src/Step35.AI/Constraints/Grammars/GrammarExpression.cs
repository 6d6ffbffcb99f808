using Step35.AI.Constraints.Languages;

namespace Step35.AI.Constraints.Grammars;

/// <summary>What a rule of a grammar consists of.</summary>
/// <remarks>Immutable.</remarks>
internal abstract record GrammarExpression
{
    /// <summary>Gets what no text follows.</summary>
    public static GrammarExpression Never { get; } = new Choice([]);

    public static GrammarExpression Empty { get; } = new Text("");

    public static implicit operator GrammarExpression(string text) => new Text(text);

    public static GrammarExpression Join(params IReadOnlyList<GrammarExpression> parts) => new Sequence(parts);

    public static GrammarExpression Any(params IReadOnlyList<GrammarExpression> options) => options.Count == 1 ? options[0] : new Choice(options);

    public GrammarExpression Optional() => new Repeat(this, 0, 1);

    /// <summary>Exactly these characters.</summary>
    public sealed record Text(string Characters) : GrammarExpression;

    /// <summary>One character of a set.</summary>
    public sealed record OneOf(CharacterSet Characters) : GrammarExpression;

    /// <summary>The special token of that spelling, not its letters.</summary>
    public sealed record Special(string Spelling) : GrammarExpression;

    /// <summary>What another rule says.</summary>
    public sealed record Rule(string Name) : GrammarExpression;

    /// <summary>One part after the other.</summary>
    public sealed record Sequence(IReadOnlyList<GrammarExpression> Parts) : GrammarExpression;

    /// <summary>One of the options.</summary>
    public sealed record Choice(IReadOnlyList<GrammarExpression> Options) : GrammarExpression;

    /// <summary>An expression several times; null for no upper limit.</summary>
    public sealed record Repeat(GrammarExpression Item, int Least, int? Most) : GrammarExpression;
}
