namespace Step35.AI.Constraints.Languages;

/// <summary>Sets of texts that schemas and the call format speak of.</summary>
internal static class Texts
{
    /// <summary>Gets the texts of a length, counted in characters as JSON Schema does: surrogate pairs count once.</summary>
    public static Automaton OfLength(int least, int? most) => Automaton.Explore(
        0,
        length => length >= least,
        length => length == most ? [] : [new AutomatonEdge<int>(CharacterSet.All, most is null ? Math.Min(length + 1, least) : length + 1)]);

    /// <summary>Gets the texts in which no pattern matches.</summary>
    public static Automaton Without(params IEnumerable<string> patterns) =>
        Automaton.AnyText.Except(Pattern.Parse(string.Join('|', patterns)));

    /// <summary>Gets exactly some texts.</summary>
    public static Automaton Exactly(IReadOnlyCollection<string> texts) => Automaton.Explore(
        "",
        texts.Contains,
        start =>
            from text in texts
            where text.Length > start.Length && text.StartsWith(start, StringComparison.Ordinal)
            let next = char.IsHighSurrogate(text[start.Length]) ? text[..(start.Length + 2)] : text[..(start.Length + 1)]
            group next by next into same
            select new AutomatonEdge<string>(CharacterSet.Of(same.Key[start.Length..]), same.Key));

    /// <summary>Gets the whole numbers that a small one divides.</summary>
    public static Automaton Multiples(int divisor)
    {
        const int Start = -1;
        const int Minus = -2;
        return Automaton.Explore(
            Start,
            // The divisor itself stands for a zero that no digit may follow.
            state => state == 0 || state == divisor,
            state => state switch
            {
                Start => Digits(1, 9, digit => digit % divisor).Append(Edge("0", divisor)).Append(Edge("-", Minus)),
                Minus => Digits(1, 9, digit => digit % divisor),
                _ when state == divisor => [],
                _ => Digits(0, 9, digit => ((state * 10) + digit) % divisor),
            });
    }

    private static IEnumerable<AutomatonEdge<int>> Digits(int first, int last, Func<int, int> target) =>
        Enumerable.Range(first, last - first + 1).Select(digit => Edge($"{digit}", target(digit)));

    private static AutomatonEdge<int> Edge(string character, int target) => new(CharacterSet.Of(character), target);
}
