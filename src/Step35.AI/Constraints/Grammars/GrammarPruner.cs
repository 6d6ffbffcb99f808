namespace Step35.AI.Constraints.Grammars;

/// <summary>Leaves out of a grammar what can never end and what is never reached.</summary>
/// <remarks>
/// Hopcroft and Ullman, "Introduction to Automata Theory, Languages, and Computation", 1979, section 4.4: first the rules from
/// which some text follows are found, then those that the root leads to. Without it a model could enter a branch that it can never
/// leave, such as an object that must hold itself.
/// </remarks>
internal sealed class GrammarPruner
{
    private readonly IReadOnlyDictionary<string, GrammarExpression> _rules;
    private readonly HashSet<string> _ending = [];

    public GrammarPruner(IReadOnlyDictionary<string, GrammarExpression> rules)
    {
        _rules = rules;
        FindEnding();
    }

    /// <summary>Says whether some text follows from a rule.</summary>
    public bool Ends(GrammarExpression.Rule rule) => _ending.Contains(rule.Name);

    /// <summary>Returns the rules that matter to one that ends, itself first.</summary>
    public IReadOnlyList<KeyValuePair<string, GrammarExpression>> Prune(GrammarExpression.Rule root)
    {
        var kept = new List<KeyValuePair<string, GrammarExpression>>();
        var seen = new HashSet<string> { root.Name };
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var name))
        {
            kept.Add(new(name, Cut(_rules[name])));
            foreach (var next in RulesIn(kept[^1].Value).Where(seen.Add))
                open.Enqueue(next);
        }

        return kept;
    }

    private void FindEnding()
    {
        var users = _rules.SelectMany(rule => RulesIn(rule.Value).Select(used => (used, rule.Key))).ToLookup(pair => pair.used, pair => pair.Key);
        var open = new Stack<string>(_rules.Keys);
        while (open.TryPop(out var name))
        {
            if (_ending.Contains(name) || !Ends(_rules[name]))
                continue;
            _ending.Add(name);
            foreach (var user in users[name])
                open.Push(user);
        }
    }

    private bool Ends(GrammarExpression expression) => expression switch
    {
        GrammarExpression.Rule rule => Ends(rule),
        GrammarExpression.Sequence sequence => sequence.Parts.All(Ends),
        GrammarExpression.Choice choice => choice.Options.Any(Ends),
        GrammarExpression.Repeat repeat => repeat.Least == 0 || Ends(repeat.Item),
        GrammarExpression.OneOf set => !set.Characters.IsEmpty,
        _ => true,
    };

    /// <summary>Cuts off the branches of an expression that never end; the expression itself does.</summary>
    private GrammarExpression Cut(GrammarExpression expression) => expression switch
    {
        GrammarExpression.Sequence sequence => GrammarExpression.Join([.. sequence.Parts.Select(Cut)]),
        GrammarExpression.Choice choice => GrammarExpression.Any([.. choice.Options.Where(Ends).Select(Cut)]),
        GrammarExpression.Repeat repeat => Ends(repeat.Item) ? repeat with { Item = Cut(repeat.Item) } : GrammarExpression.Empty,
        _ => expression,
    };

    private static IEnumerable<string> RulesIn(GrammarExpression expression) => expression switch
    {
        GrammarExpression.Rule rule => [rule.Name],
        GrammarExpression.Sequence sequence => sequence.Parts.SelectMany(RulesIn),
        GrammarExpression.Choice choice => choice.Options.SelectMany(RulesIn),
        GrammarExpression.Repeat repeat => RulesIn(repeat.Item),
        _ => [],
    };
}
