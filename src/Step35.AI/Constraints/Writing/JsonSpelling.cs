using System.Text;
using System.Text.Json;
using Step35.AI.Constraints.Grammars;
using Step35.AI.Constraints.Languages;
using Step35.AI.Parsing;
using Step35.AI.Prompting;

namespace Step35.AI.Constraints.Writing;

/// <summary>How JSON is spelled where some of its text would be taken for markup.</summary>
/// <remarks>Safe for concurrent calls. Tags begin with '&lt;', for which JSON has a way out: an escape.</remarks>
internal sealed class JsonSpelling
{
    private const string Hex = "[0-9a-fA-F]";

    // Half a surrogate pair is no text.
    private const string AnyString = $"\"([^\"\\\\\\x01-\\x1f]|\\\\([\"\\\\/bfnrt]|u([0-9a-cefA-CEF]{Hex}{{3}}|[dD][0-7]{Hex}{{2}})))*\"";

    private static readonly CharacterSet Plain = CharacterSet.All.Except(CharacterSet.Of("\"\\")).Except(CharacterSet.Range(0, 0x1F));

    private static readonly (string Letter, char Character)[] Escapes =
        [("\"", '"'), ("\\", '\\'), ("/", '/'), ("b", '\b'), ("f", '\f'), ("n", '\n'), ("r", '\r'), ("t", '\t')];

    private readonly Automaton _withoutTags;
    private readonly Automaton _withoutBeginnings;
    private readonly Automaton _anyString;

    private JsonSpelling(IReadOnlyList<TagPattern> tags, string beginnings)
    {
        _withoutTags = Texts.Without(tags.Select(tag => tag.Expression));
        _withoutBeginnings = Texts.Without(beginnings);
        _anyString = Pattern.Whole(AnyString).Intersect(_withoutTags);
    }

    /// <summary>Gets the spelling within a call.</summary>
    public static JsonSpelling InCall { get; } = new([TagPattern.ParameterEnd], @"<\s?/");

    /// <summary>Gets the spelling of a whole answer.</summary>
    public static JsonSpelling InAnswer { get; } = new(ResponseParser.TagsInText, @"<\s?[/|tfp]");

    /// <summary>Gets the spellings of strings, quotes included.</summary>
    /// <param name="texts">The strings; null for any.</param>
    public Automaton Strings(Automaton? texts) => texts is null
        ? _anyString
        : Quote(texts).Intersect(texts.States.Count > RawText.ManyStates ? _withoutBeginnings : _withoutTags);

    /// <summary>Spells a value, with escapes where a tag would stand.</summary>
    public GrammarExpression Literal(JsonElement value)
    {
        var text = new StringBuilder();
        PythonJson.Append(text, value);
        return Guard(text.ToString());
    }

    public GrammarExpression Key(string name)
    {
        var text = new StringBuilder();
        PythonJson.AppendString(text, name);
        return Guard(text.ToString());
    }

    // In JSON text this character stands in strings only.
    private string Guard(string json) => _withoutTags.Accepts(json) ? json : json.Replace("<", "\\u003c", StringComparison.Ordinal);

    private static Automaton Quote(Automaton texts)
    {
        const int Before = -1;
        const int After = -2;
        return Automaton.Explore(
            (State: Before, IsEscaped: false),
            place => place.State == After,
            place => place switch
            {
                (Before, _) => [Edge("\"", 0)],
                (After, _) => [],
                (var state, true) => Escapes.SelectMany(escape => texts.States[state].Edges
                    .Where(edge => edge.Characters.Contains(escape.Character))
                    .Select(edge => Edge(escape.Letter, edge.Target))),
                (var state, false) => Inside(texts.States[state], state),
            });

        static IEnumerable<AutomatonEdge<(int, bool)>> Inside(AutomatonState state, int number) => state.Edges
            .Select(edge => new AutomatonEdge<(int, bool)>(edge.Characters.Intersect(Plain), (edge.Target, false)))
            .Append(new(CharacterSet.Of("\\"), (number, true)))
            .Concat(state.IsAccepting ? [Edge("\"", After)] : []);

        static AutomatonEdge<(int, bool)> Edge(string character, int target) => new(CharacterSet.Of(character), (target, false));
    }
}
