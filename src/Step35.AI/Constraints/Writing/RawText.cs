using Step35.AI.Constraints.Languages;
using Step35.AI.Parsing;

namespace Step35.AI.Constraints.Writing;

/// <summary>The texts that an argument can be written as without quotes, and read back as the same text.</summary>
/// <remarks>
/// The counterpart of <see cref="ToolCallScanner"/>, which finds a value's end, and <see cref="ArgumentValue"/>, which reads other kinds
/// from it where the schema allows them.
/// </remarks>
internal static class RawText
{
    /// <summary>The states beyond which the beginnings of tags are left out instead of the tags: counting and matching take a state each.</summary>
    public const int ManyStates = 24;

    private const string Space = @"[\s\u0085]*";

    // A value begins on a line of its own.
    private static readonly Automaton WithoutTags =
        Texts.Without(TagPattern.ParameterEnd.Expression, $"(^|\n){TagPattern.ParameterStart.Expression}");

    private static readonly Automaton WithoutBeginnings = Texts.Without(@"<\s?/", "(^|\n)<");

    private static readonly (JsonKinds Kinds, Automaton Texts)[] Readable =
    [
        (JsonKinds.Number, Pattern.Parse($"^{Space}-?[0-9]")),
        (JsonKinds.Boolean, Pattern.Parse($"^{Space}(true|false|True|False){Space}$")),
        (JsonKinds.Null, Pattern.Parse($"^{Space}(null|None){Space}$")),
        (JsonKinds.Object, Pattern.Parse($@"^{Space}\{{")),
        (JsonKinds.Array, Pattern.Parse($@"^{Space}\[")),
    ];

    /// <summary>Gets every text that a value can hold.</summary>
    public static Automaton Any => WithoutTags;

    /// <summary>Keeps of some texts those that are read as themselves.</summary>
    /// <param name="texts">The texts; null for any.</param>
    /// <param name="allowed">The kinds of value that the schema allows.</param>
    public static Automaton Keep(Automaton? texts, JsonKinds allowed)
    {
        var kept = texts is null ? WithoutTags : texts.Intersect(texts.States.Count > ManyStates ? WithoutBeginnings : WithoutTags);
        return allowed == JsonKinds.String
            ? kept
            : Readable.Where(other => (other.Kinds & allowed) != 0).Aggregate(kept, (rest, other) => rest.Except(other.Texts));
    }
}
