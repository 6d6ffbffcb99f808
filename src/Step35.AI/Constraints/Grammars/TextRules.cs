using System.Globalization;
using System.Text;
using Step35.AI.Constraints.Languages;

namespace Step35.AI.Constraints.Grammars;

/// <summary>Writes automata as rules, one for each state.</summary>
/// <remarks>
/// States from which the same texts follow share a rule, as in the automata of Daciuk et al., "Incremental construction of minimal
/// acyclic finite-state automata", 2000: limits of length, which take a state for each character, have their ends in common.
/// </remarks>
internal sealed class TextRules(GrammarRules rules, int capacity)
{
    // What any text needs is always granted.
    private const int FewStates = 1_000;

    // Each is written out, and the engine takes texts of four million characters.
    private const int FewRanges = 10_000;
    private const int MaxRanges = 150_000;

    private readonly Dictionary<Automaton, GrammarExpression> _automata = [];
    private readonly Dictionary<string, GrammarExpression.Rule> _states = [];
    private int _count;
    private int _ranges;

    public GrammarExpression Add(string name, Automaton texts)
    {
        if (!_automata.TryGetValue(texts, out var known))
            known = _automata[texts] = AddStates(name, texts);
        return known;
    }

    private GrammarExpression.Rule AddStates(string name, Automaton texts)
    {
        CheckSize(texts);
        var written = new GrammarExpression.Rule?[texts.States.Count];
        var open = new Stack<int>([0]);
        var entered = new bool[texts.States.Count];
        var finished = new HashSet<int>();
        while (open.TryPeek(out var state))
        {
            // On the way in what follows comes first; on the way back it is written, but for circles.
            if (!entered[state])
            {
                entered[state] = true;
                foreach (var edge in texts.States[state].Edges.Where(edge => !entered[edge.Target]))
                    open.Push(edge.Target);
            }
            else if (open.Pop() is var done && finished.Add(done))
            {
                written[done] = Write(name, texts.States[done], written, done);
            }
        }

        return written[0]!;
    }

    private void CheckSize(Automaton texts)
    {
        if (texts.States.Count > FewStates && _count + texts.States.Count > capacity)
            throw new LanguageException($"All texts together would take more than {capacity:N0} rules; shorten or simplify it.");
        var ranges = texts.States.Sum(CountRanges);
        if (ranges > FewRanges && _ranges + ranges > MaxRanges)
            throw new LanguageException($"All texts together would take more than {MaxRanges:N0} ranges of characters; shorten or simplify it.");
    }

    private static int CountRanges(AutomatonState state) => state.Edges.Sum(edge => edge.Characters.Ranges.Count);

    private GrammarExpression.Rule Write(string name, AutomatonState state, GrammarExpression.Rule?[] written, int number)
    {
        // What is still unwritten behind here leads back to here, so it gets its name now.
        foreach (var edge in state.Edges)
            written[edge.Target] ??= New(name);
        var reserved = written[number];
        var key = KeyOf(state, written);
        if (reserved is null && _states.TryGetValue(key, out var known))
            return known;
        var rule = reserved ?? New(name);
        rules.Define(rule, Describe(state, written));
        _ranges += CountRanges(state);
        _states.TryAdd(key, rule);
        return rule;
    }

    private GrammarExpression.Rule New(string name)
    {
        _count++;
        return rules.Reserve(name);
    }

    private static string KeyOf(AutomatonState state, GrammarExpression.Rule?[] written)
    {
        var key = new StringBuilder(state.IsAccepting ? "+" : "-");
        foreach (var edge in state.Edges.OrderBy(edge => edge.Characters.Ranges[0].First))
        {
            key.Append(written[edge.Target]!.Name);
            foreach (var range in edge.Characters.Ranges)
                key.Append(CultureInfo.InvariantCulture, $" {range.First:X}-{range.Last:X}");
            key.Append(';');
        }

        return key.ToString();
    }

    private static GrammarExpression Describe(AutomatonState state, GrammarExpression.Rule?[] written)
    {
        var ways = state.Edges
            .Select(edge => GrammarExpression.Join(new GrammarExpression.OneOf(edge.Characters), written[edge.Target]!))
            .ToList();
        if (state.IsAccepting)
            ways.Add(GrammarExpression.Empty);
        return GrammarExpression.Any(ways);
    }
}
