namespace Step35.AI.Constraints.Languages;

/// <summary>A set of texts, as a deterministic finite automaton.</summary>
/// <remarks>
/// Immutable. State 0 is the start. Invariant: from every other state some text is still accepted, so whoever follows the edges
/// never comes to a dead end.
/// </remarks>
internal sealed class Automaton
{
    /// <summary>More states than that make a grammar that is slow to read and to follow.</summary>
    public const int MaxStates = 12_000;

    private Automaton(IReadOnlyList<AutomatonState> states) => States = states;

    /// <summary>Gets every text.</summary>
    public static Automaton AnyText { get; } = Explore(0, _ => true, _ => [new AutomatonEdge<int>(CharacterSet.All, 0)]);

    public IReadOnlyList<AutomatonState> States { get; }

    public bool IsEmpty => !States[0].IsAccepting && States[0].Edges.Count == 0;

    /// <summary>Makes an automaton from a description of its states, finding them one after the other.</summary>
    /// <param name="start">The first state.</param>
    /// <param name="isAccepting">Says whether a text may end in a state.</param>
    /// <param name="edgesOf">Names the ways out of a state; no character may stand on two of them.</param>
    /// <exception cref="LanguageException">There are too many states.</exception>
    public static Automaton Explore<TState>(
        TState start, Func<TState, bool> isAccepting, Func<TState, IEnumerable<AutomatonEdge<TState>>> edgesOf)
        where TState : notnull
    {
        var numbers = new Dictionary<TState, int> { [start] = 0 };
        var found = new List<TState> { start };
        var states = new List<AutomatonState>();
        while (states.Count < found.Count)
        {
            var state = found[states.Count];
            states.Add(new AutomatonState(isAccepting(state), Merge(edgesOf(state).Where(edge => !edge.Characters.IsEmpty), NumberOf)));
        }

        return new Automaton(Trim(states));

        int NumberOf(TState state)
        {
            if (numbers.TryGetValue(state, out var number))
                return number;
            if (found.Count == MaxStates)
                throw new LanguageException($"It takes more than {MaxStates:N0} states to tell such texts from others; shorten or simplify it.");
            found.Add(state);
            return numbers[state] = found.Count - 1;
        }
    }

    /// <summary>Keeps the texts that another automaton accepts too.</summary>
    public Automaton Intersect(Automaton other) => Explore(
        (Mine: 0, Theirs: 0),
        pair => States[pair.Mine].IsAccepting && other.States[pair.Theirs].IsAccepting,
        pair =>
            from mine in States[pair.Mine].Edges
            from theirs in other.States[pair.Theirs].Edges
            select new AutomatonEdge<(int, int)>(mine.Characters.Intersect(theirs.Characters), (mine.Target, theirs.Target)));

    /// <summary>Keeps the texts that another automaton does not accept.</summary>
    public Automaton Except(Automaton other)
    {
        const int Lost = -1;
        return Explore(
            (Mine: 0, Theirs: 0),
            pair => States[pair.Mine].IsAccepting && (pair.Theirs == Lost || !other.States[pair.Theirs].IsAccepting),
            pair =>
            {
                IReadOnlyList<AutomatonEdge<int>> theirs = pair.Theirs == Lost ? [] : other.States[pair.Theirs].Edges;
                var rest = CharacterSet.All.Except(CharacterSet.Union(theirs.Select(edge => edge.Characters)));
                return
                    from mine in States[pair.Mine].Edges
                    from their in theirs.Append(new AutomatonEdge<int>(rest, Lost))
                    select new AutomatonEdge<(int, int)>(mine.Characters.Intersect(their.Characters), (mine.Target, their.Target));
            });
    }

    public bool Accepts(string text)
    {
        var state = States[0];
        foreach (var rune in text.EnumerateRunes())
        {
            var target = state.Edges.Where(edge => edge.Characters.Contains(rune.Value)).Select(edge => edge.Target).FirstOrDefault(-1);
            if (target < 0)
                return false;
            state = States[target];
        }

        return state.IsAccepting;
    }

    private static List<AutomatonEdge<int>> Merge<TState>(IEnumerable<AutomatonEdge<TState>> edges, Func<TState, int> numberOf) =>
    [
        .. edges
            .GroupBy(edge => numberOf(edge.Target), edge => edge.Characters)
            .Select(group => new AutomatonEdge<int>(CharacterSet.Union(group), group.Key)),
    ];

    /// <summary>Leaves out the states from which no text is accepted any more.</summary>
    private static List<AutomatonState> Trim(List<AutomatonState> states)
    {
        var isAlive = FindAlive(states);
        var numbers = new int[states.Count];
        var next = 1;
        for (var state = 1; state < states.Count; state++)
            numbers[state] = isAlive[state] ? next++ : -1;
        return
        [
            .. states
                .Where((_, index) => index == 0 || isAlive[index])
                .Select(state => state with
                {
                    Edges = [.. state.Edges.Where(edge => isAlive[edge.Target]).Select(edge => edge with { Target = numbers[edge.Target] })],
                }),
        ];
    }

    private static bool[] FindAlive(List<AutomatonState> states)
    {
        var sources = states
            .SelectMany((state, source) => state.Edges.Select(edge => (edge.Target, Source: source)))
            .ToLookup(way => way.Target, way => way.Source);
        var isAlive = new bool[states.Count];
        var open = new Stack<int>(Enumerable.Range(0, states.Count).Where(state => states[state].IsAccepting));
        while (open.TryPop(out var state))
        {
            if (isAlive[state])
                continue;
            isAlive[state] = true;
            foreach (var source in sources[state])
                open.Push(source);
        }

        return isAlive;
    }
}
