using System.Text.Json;
using Step35.AI.Constraints.Languages;

namespace Step35.AI.Constraints.Schemas;

/// <summary>Reads what schemas say about numbers.</summary>
internal sealed class NumberAssertions(SchemaDocument document)
{
    private const int MaxDivisor = 1_000;

    /// <summary>Returns the spellings of the numbers that all of the schemas allow.</summary>
    public Automaton Read(SchemaSet schemas, bool isInteger)
    {
        var numbers = isInteger ? Numbers.AnyInteger : Numbers.AnyNumber;
        foreach (var (pointer, narrowing) in FindBounds(schemas).Concat(FindDivisors(schemas)))
            if (document.TryMake(pointer, () => numbers.Intersect(narrowing())) is { } narrower)
                numbers = narrower;
        return numbers;
    }

    private IEnumerable<(string Pointer, Func<Automaton> Make)> FindBounds(SchemaSet schemas)
    {
        foreach (var keyword in new[] { "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum" })
            foreach (var (node, value) in schemas.Find(keyword))
                if (value.ValueKind == JsonValueKind.Number)
                    if (ReadBound(node, keyword, value) is { } make)
                        yield return (node.PointerTo(keyword), make);
    }

    private Func<Automaton>? ReadBound(SchemaNode node, string keyword, JsonElement value)
    {
        var isLower = keyword.EndsWith("inimum", StringComparison.Ordinal);
        // Draft 4 makes a bound exclusive by a flag beside it.
        var isExclusive = keyword.StartsWith("exclusive", StringComparison.Ordinal)
            || node.Find(isLower ? "exclusiveMinimum" : "exclusiveMaximum") is { ValueKind: JsonValueKind.True };
        if (NumberBound.Read(value, !isExclusive) is { } bound)
            return isLower ? () => Numbers.AtLeast(bound) : () => Numbers.AtMost(bound);
        // A bound like that of a double lies beyond every number that is written.
        if (value.GetDouble() < 0 != isLower)
            document.Relax(node.PointerTo(keyword), "No number of at most 16 digits lies within it; choose a nearer bound.");
        return null;
    }

    private IEnumerable<(string Pointer, Func<Automaton> Make)> FindDivisors(SchemaSet schemas)
    {
        foreach (var (node, value) in schemas.Find("multipleOf"))
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var divisor) && TryDivide(divisor) is { } make)
                yield return (node.PointerTo("multipleOf"), make);
            else
                document.Relax(
                    node.PointerTo("multipleOf"),
                    $"Only whole numbers up to {MaxDivisor:N0}, and 0.1, 0.01 and so on, can be held; use minimum and maximum instead.");
        }
    }

    private static Func<Automaton>? TryDivide(decimal divisor)
    {
        if (divisor >= 1 && divisor <= MaxDivisor && decimal.IsInteger(divisor))
            return () => Texts.Multiples((int)divisor);
        for (var digits = 1; digits <= 10; digits++)
            if ((divisor *= 10) == 1)
                return () => Numbers.WithFractionDigits(digits);
        return null;
    }
}
