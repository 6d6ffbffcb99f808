using System.Text.Json;
using Step35.AI.Constraints.Languages;
using Step35.AI.Parsing;

namespace Step35.AI.Constraints.Schemas;

/// <summary>What a value may look like, of one kind.</summary>
/// <remarks>Immutable.</remarks>
internal abstract record Shape
{
    /// <summary>Strings.</summary>
    /// <param name="Texts">Which; null for any.</param>
    /// <param name="Place">Where the schema restricts them, as a JSON pointer.</param>
    public sealed record Text(Automaton? Texts, string Place) : Shape;

    /// <summary>Numbers, true and false, or null.</summary>
    /// <param name="Kind">What they are.</param>
    /// <param name="Spellings">How they are written in JSON.</param>
    public sealed record Scalar(JsonKinds Kind, Automaton Spellings) : Shape;

    /// <summary>One of some values.</summary>
    /// <param name="Values">Which.</param>
    /// <param name="Place">Where the schema lists them, as a JSON pointer.</param>
    public sealed record Literals(IReadOnlyList<JsonElement> Values, string Place) : Shape;

    /// <summary>Objects.</summary>
    /// <param name="Members">The named properties, in the schema's order.</param>
    /// <param name="Others">What further properties must satisfy; null when none are written.</param>
    /// <param name="IsClosed">Whether the schema itself allows no further ones.</param>
    public sealed record Structure(IReadOnlyList<ShapeMember> Members, SchemaSet? Others, bool IsClosed) : Shape;

    /// <summary>Arrays.</summary>
    /// <param name="First">What the first items must satisfy, each its own.</param>
    /// <param name="Rest">What all further items must satisfy.</param>
    /// <param name="Least">The least number of items.</param>
    /// <param name="Most">The largest number of items; null for no limit.</param>
    public sealed record List(IReadOnlyList<SchemaSet> First, SchemaSet Rest, int Least, int? Most) : Shape;
}
