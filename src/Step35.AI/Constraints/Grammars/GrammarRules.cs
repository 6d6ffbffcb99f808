using Step35.AI.Constraints.Languages;

namespace Step35.AI.Constraints.Grammars;

/// <summary>The rules of a grammar that is being written.</summary>
internal sealed class GrammarRules
{
    /// <summary>More rules than that take the native core too long to read.</summary>
    public const int MaxRules = 40_000;

    // Texts leave room for what holds them.
    private const int MaxTextRules = 20_000;

    private readonly Dictionary<string, GrammarExpression> _rules = [];
    private readonly TextRules _texts;

    public GrammarRules() => _texts = new TextRules(this, MaxTextRules);

    public IReadOnlyDictionary<string, GrammarExpression> All => _rules;

    /// <summary>Names a rule that will be defined later, so that others can refer to it.</summary>
    /// <exception cref="LanguageException">There are too many rules.</exception>
    public GrammarExpression.Rule Reserve(string name)
    {
        if (_rules.Count >= MaxRules)
            throw new LanguageException($"The grammar would take more than {MaxRules:N0} rules; offer fewer functions or simpler schemas.");
        var unique = $"{name}-{_rules.Count}";
        _rules[unique] = GrammarExpression.Never;
        return new GrammarExpression.Rule(unique);
    }

    public void Define(GrammarExpression.Rule rule, GrammarExpression expression) => _rules[rule.Name] = expression;

    public GrammarExpression.Rule Add(string name, GrammarExpression expression)
    {
        var rule = Reserve(name);
        Define(rule, expression);
        return rule;
    }

    /// <summary>Adds the texts of an automaton.</summary>
    /// <exception cref="LanguageException">There are too many rules.</exception>
    public GrammarExpression Add(string name, Automaton texts) => _texts.Add(name, texts);
}
