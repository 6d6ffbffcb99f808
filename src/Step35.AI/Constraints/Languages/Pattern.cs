namespace Step35.AI.Constraints.Languages;

/// <summary>The texts in which a regular expression matches somewhere.</summary>
internal static class Pattern
{
    /// <summary>Makes the automaton of a pattern in ECMAScript's dialect, or in .NET's where the two agree.</summary>
    /// <remarks>
    /// Anchors read marks that stand before and after the text and nowhere else, as often as they are asked for, so they need no rules of
    /// their own.
    /// </remarks>
    /// <exception cref="LanguageException">The pattern is wrong, too large, or not regular.</exception>
    public static Automaton Parse(string pattern)
    {
        var anything = new RegularExpression.Repeat(new RegularExpression.OneOf(PatternParser.AnythingOrMark), 0, Most: null);
        var machine = new StateMachine(new RegularExpression.Sequence([anything, PatternParser.Parse(pattern), anything]));
        return Automaton.Explore(
            machine.StepOver(machine.Start, PatternParser.TextStart),
            states => machine.IsAccepting(machine.StepOver(states, PatternParser.TextEnd)),
            states => machine.EdgesOf(states).Select(edge => edge with { Characters = edge.Characters.Intersect(CharacterSet.All) }));
    }

    /// <summary>Makes the automaton of the texts that a pattern matches from end to end.</summary>
    public static Automaton Whole(string pattern) => Parse($"^(?:{pattern})$");
}
