namespace Step35.AI.Constraints.Languages;

/// <summary>The JSON numbers within bounds.</summary>
/// <remarks>
/// A bound is compared digit by digit: more digits before the point are more; else the first digit that differs decides. Numbers with
/// bounds are written without an exponent.
/// </remarks>
internal static class Numbers
{
    private const int MaxFractionDigits = 15;
    private const string Fraction = @"(\.[0-9]{1,15})?";

    /// <summary>Gets the whole numbers of at most 16 digits, which every reader of JSON keeps exactly.</summary>
    public static Automaton AnyInteger { get; } = Pattern.Whole("0|-?[1-9][0-9]{0,15}");

    /// <summary>Gets the numbers below 10 to the 28th, which a decimal can hold too.</summary>
    public static Automaton AnyNumber { get; } = Pattern.Whole(
        $"-?((0|[1-9][0-9]{{0,15}}){Fraction}([eE](-[0-9]{{1,2}}|[+]?[0-9]))?|[1-9]{Fraction}[eE][+]?(1[0-9]|2[0-7]))");

    /// <summary>Gets the numbers with at most some digits behind the point.</summary>
    public static Automaton WithFractionDigits(int most) => Pattern.Whole($@"-?(0|[1-9][0-9]*)(\.[0-9]{{1,{most}}})?");

    public static Automaton AtLeast(NumberBound bound) => Pattern.Whole(bound.IsNegative
        ? $"{NoLess("0", "", isInclusive: true)}|-({NoMore(bound.Whole, bound.Fraction, bound.IsInclusive)})"
        : NoLess(bound.Whole, bound.Fraction, bound.IsInclusive));

    public static Automaton AtMost(NumberBound bound) => Pattern.Whole(bound.IsNegative
        ? $"-({NoLess(bound.Whole, bound.Fraction, bound.IsInclusive)})"
        // Minus zero is no less than zero.
        : $"-({NoLess("0", "", isInclusive: false)})|{NoMore(bound.Whole, bound.Fraction, bound.IsInclusive)}");

    private static string NoLess(string whole, string fraction, bool isInclusive) =>
        $"({MoreDigits(whole)}|{Differing(whole, '9')}){Fraction}|{whole}({FractionNoLess(fraction, isInclusive)})";

    private static string NoMore(string whole, string fraction, bool isInclusive) =>
        $"({FewerDigits(whole)}|{Differing(whole, '0')}){Fraction}|{whole}({FractionNoMore(fraction, isInclusive)})";

    private static string MoreDigits(string whole) => $"[1-9][0-9]{{{whole.Length},{Math.Max(whole.Length, 15)}}}";

    private static string FewerDigits(string whole) => whole.Length == 1 ? Never : $"0|[1-9][0-9]{{0,{whole.Length - 2}}}";

    /// <summary>Gets the numbers of the same length whose first differing digit lies towards an end.</summary>
    private static string Differing(string digits, char end) => Join(Enumerable.Range(0, digits.Length).Select(index =>
        $"{digits[..index]}{Between(digits[index], end, isFirst: index == 0 && digits.Length > 1)}[0-9]{{{digits.Length - index - 1}}}"));

    private static string FractionNoLess(string fraction, bool isInclusive)
    {
        if (fraction.Length == 0)
            return isInclusive ? Fraction : @"\.0{0,14}[1-9][0-9]{0,14}";
        var equal = isInclusive ? $"{fraction}[0-9]*" : $"{fraction}0*[1-9][0-9]*";
        return $@"\.({DifferingFraction(fraction, '9')}|{equal})";
    }

    private static string FractionNoMore(string fraction, bool isInclusive)
    {
        var zeros = isInclusive ? @"(\.0{1,15})?" : Never;
        if (fraction.Length == 0)
            return zeros;
        var shorter = Join(Enumerable.Range(1, fraction.Length - 1).Select(length => fraction[..length]));
        var equal = isInclusive ? $"{fraction}0*" : Never;
        return $@"|\.({DifferingFraction(fraction, '0')}|{shorter}|{equal})";
    }

    private static string DifferingFraction(string fraction, char end) => Join(Enumerable.Range(0, fraction.Length).Select(index =>
        $"{fraction[..index]}{Between(fraction[index], end, isFirst: false)}[0-9]{{0,{Math.Max(0, MaxFractionDigits - index - 1)}}}"));

    /// <summary>Gets the digits from a digit, itself excluded, to an end; a number of several digits does not begin with 0.</summary>
    private static string Between(char digit, char end, bool isFirst)
    {
        var (low, high) = end > digit ? ((char)(digit + 1), end) : (isFirst ? '1' : end, (char)(digit - 1));
        return digit == end || low > high ? Never : $"[{low}-{high}]";
    }

    // An empty class matches nothing, in ECMAScript as here.
    private const string Never = "[]";

    private static string Join(IEnumerable<string> options) => string.Join('|', options.DefaultIfEmpty(Never));
}
