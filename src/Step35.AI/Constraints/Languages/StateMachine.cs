namespace Step35.AI.Constraints.Languages;

/// <summary>A nondeterministic machine for a regular expression.</summary>
/// <remarks>
/// Thompson, "Programming Techniques: Regular expression search algorithm", CACM 1968: each expression becomes a piece with one
/// entry and one exit. Deterministic states are sets of these, as in Rabin and Scott, 1959.
/// </remarks>
internal sealed class StateMachine
{
    // A set of states is spelled as a text with one character for each.
    private const int MaxStates = char.MaxValue;

    private readonly List<List<int>> _free = [];
    private readonly List<(CharacterSet Characters, int Target)?> _reading = [];
    private readonly int _start;
    private readonly int _end;

    public StateMachine(RegularExpression expression)
    {
        (_start, _end) = (NewState(), NewState());
        Connect(expression, _start, _end);
    }

    public string Start => Close([_start]);

    public bool IsAccepting(string states) => states.Contains((char)_end, StringComparison.Ordinal);

    /// <summary>Names the ways out of a set of states, with no character on two of them.</summary>
    public IEnumerable<AutomatonEdge<string>> EdgesOf(string states)
    {
        var edges = states.Select(state => _reading[state]).OfType<(CharacterSet Characters, int Target)>().ToList();
        return Split(edges.Select(edge => edge.Characters)).Select(piece => new AutomatonEdge<string>(
            piece,
            Close(edges.Where(edge => !edge.Characters.Intersect(piece).IsEmpty).Select(edge => edge.Target))));
    }

    /// <summary>Reads a mark, at least once.</summary>
    public string StepOver(string states, int mark)
    {
        var passed = "";
        for (var next = Step(states, mark); next != passed; next = Close(passed.Concat(Step(passed, mark)).Select(state => (int)state)))
            passed = next;
        return passed;
    }

    /// <summary>Cuts sets into pieces that do not overlap.</summary>
    private static List<CharacterSet> Split(IEnumerable<CharacterSet> sets)
    {
        var pieces = new List<CharacterSet>();
        foreach (var set in sets)
        {
            var rest = set;
            foreach (var piece in pieces.ToList().Where(piece => !piece.Intersect(set).IsEmpty))
            {
                pieces.Remove(piece);
                pieces.Add(piece.Intersect(set));
                if (piece.Except(set) is { IsEmpty: false } outside)
                    pieces.Add(outside);
                rest = rest.Except(piece);
            }

            if (!rest.IsEmpty)
                pieces.Add(rest);
        }

        return pieces;
    }

    private string Step(string states, int character) => Close(
        states.Select(state => _reading[state]).OfType<(CharacterSet Characters, int Target)>()
            .Where(edge => edge.Characters.Contains(character))
            .Select(edge => edge.Target));

    private string Close(IEnumerable<int> states)
    {
        var reached = new SortedSet<int>();
        var open = new Stack<int>(states);
        while (open.TryPop(out var state))
            if (reached.Add(state))
                _free[state].ForEach(open.Push);
        return string.Concat(reached.Select(state => (char)state));
    }

    private void Connect(RegularExpression expression, int from, int to)
    {
        switch (expression)
        {
            case RegularExpression.OneOf set:
                _reading[from] = (set.Characters, to);
                break;
            case RegularExpression.Sequence sequence:
                ConnectInTurn(sequence.Parts, from, to);
                break;
            case RegularExpression.Choice choice:
                foreach (var option in choice.Options)
                    Connect(option, NewState(after: from), NewState(before: to));
                break;
            case RegularExpression.Repeat repeat:
                ConnectRepeat(repeat, from, to);
                break;
        }
    }

    private void ConnectInTurn(IEnumerable<RegularExpression> parts, int from, int to)
    {
        foreach (var part in parts)
        {
            var end = NewState();
            Connect(part, NewState(after: from), end);
            from = end;
        }

        _free[from].Add(to);
    }

    private void ConnectRepeat(RegularExpression.Repeat repeat, int from, int to)
    {
        var last = NewState();
        ConnectInTurn(Enumerable.Repeat(repeat.Item, repeat.Least), from, last);
        for (var count = repeat.Least; count < repeat.Most; count++)
        {
            _free[last].Add(to);
            var next = NewState();
            Connect(repeat.Item, NewState(after: last), next);
            last = next;
        }

        if (repeat.Most is null)
            Connect(repeat.Item, NewState(after: last), NewState(before: last));
        _free[last].Add(to);
    }

    private int NewState(int? after = null, int? before = null)
    {
        if (_free.Count == MaxStates)
            throw new LanguageException("The pattern is too large; lower its repetitions.");
        _free.Add(before is { } target ? [target] : []);
        _reading.Add(null);
        var state = _free.Count - 1;
        if (after is { } source)
            _free[source].Add(state);
        return state;
    }
}
