using Step35.AI.Constraints.Languages;
using Step35.Engine.Generation;

namespace Step35.AI.Constraints.Grammars;

/// <summary>The rules of a grammar that is being written.</summary>
internal sealed class GrammarRules
{
    /// <summary>What is wrong with more rules than the native core reads.</summary>
    public static readonly string TooMany =
        $"The grammar would take more than {GrammarSize.MaxRules:N0} rules; offer fewer functions or simpler schemas.";

    // Texts leave room for what holds them.
    private const int MaxTextRules = 20_000;

    private readonly Dictionary<string, GrammarExpression> _rules = [];
    private readonly TextRules _texts;
    private readonly CancellationToken _cancellation;

    public GrammarRules(CancellationToken cancellation = default)
    {
        _texts = new TextRules(this, MaxTextRules);
        _cancellation = cancellation;
    }

    public IReadOnlyDictionary<string, GrammarExpression> All => _rules;

    /// <summary>Names a rule that will be defined later, so that others can refer to it.</summary>
    /// <exception cref="LanguageException">There are too many rules.</exception>
    public GrammarExpression.Rule Reserve(string name)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_rules.Count >= GrammarSize.MaxRules)
            throw new LanguageException(TooMany);
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
