namespace Step35.AI.Constraints.Languages;

/// <summary>The string formats whose texts a pattern can tell; others say something about meaning only.</summary>
/// <remarks>
/// Dates exist in the calendar. A time stands without an offset, as .NET's <see cref="TimeOnly"/> reads it; a date with time has one.
/// </remarks>
internal static class Formats
{
    private const string DateAndTime = "date-time";
    private const string Fourth = "(0[48]|[2468][048]|[13579][26])";
    private const string LeapYear = $"([0-9]{{2}}{Fourth}|{Fourth}00)";
    private const string Year = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";
    private const string Date =
        $"({Year}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|{LeapYear}-02-29)";

    private const string Time = @"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?";
    private const string Offset = "(Z|[-+](0[0-9]|1[0-3]):[0-5][0-9])";
    private const string Hex = "[0-9a-fA-F]";
    private const string Byte = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string Group = $"{Hex}{{1,4}}";
    private const string Label = "[A-Za-z0-9]([-A-Za-z0-9]{0,30}[A-Za-z0-9])?";

    // At the calendar's ends an offset leads out of it.
    private static readonly Lazy<Automaton> Unreadable = new(() => Pattern.Parse("^(0|9999).*T"));

    private static readonly Dictionary<string, Lazy<Automaton>> Known = new Dictionary<string, string>
    {
        ["date"] = Date,
        ["time"] = Time,
        [DateAndTime] = $"{Date}T{Time}{Offset}",
        ["duration"] = "P([0-9]{1,3}W|[0-9]{1,3}D(T[0-9]{1,2}H([0-9]{1,2}M)?)?|T([0-9]{1,2}H)?[0-9]{1,2}M([0-9]{1,2}S)?|T[0-9]{1,2}[HS])",
        ["uuid"] = $"{Hex}{{8}}-{Hex}{{4}}-{Hex}{{4}}-{Hex}{{4}}-{Hex}{{12}}",
        ["ipv4"] = $@"{Byte}\.{Byte}\.{Byte}\.{Byte}",
        ["ipv6"] = $"({Group}:){{7}}{Group}|::({Group}:){{0,5}}{Group}|({Group}:){{1,6}}:{Group}|::",
        ["hostname"] = $@"{Label}(\.{Label}){{0,5}}",
        ["email"] = $@"[A-Za-z0-9_+-]{{1,30}}(\.[A-Za-z0-9_+-]{{1,30}}){{0,2}}@{Label}(\.{Label}){{1,4}}",
    }.ToDictionary(format => format.Key, format => new Lazy<Automaton>(() => Read(format.Key, format.Value)));

    /// <summary>Finds the texts of a format; null for one that is not known.</summary>
    public static Automaton? Find(string format) => Known.TryGetValue(format, out var texts) ? texts.Value : null;

    private static Automaton Read(string format, string pattern)
    {
        var texts = Pattern.Whole(pattern);
        return format == DateAndTime ? texts.Except(Unreadable.Value) : texts;
    }
}
