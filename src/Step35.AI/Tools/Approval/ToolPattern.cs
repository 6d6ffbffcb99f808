namespace Step35.AI.Tools.Approval;

/// <summary>Calls that are alike: a function's name and what some of its arguments are.</summary>
/// <remarks>
/// In names and values <c>*</c> stands for any text, <c>?</c> for any character and <c>\</c> takes the next character as it is.
/// A value with a <c>..</c> step in it, which could lead a path elsewhere, fits no <c>*</c>.
/// </remarks>
/// <param name="Name">The function's name as in <see cref="ToolCall.Name"/>.</param>
public sealed record ToolPattern(string Name)
{
    /// <summary>Gets the arguments that a call must have, by the names of their parameters.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets a value indicating whether a call may have no other arguments.</summary>
    /// <value>Default false: others may be anything.</value>
    public bool IsExact { get; init; }

    /// <summary>Makes the pattern that a call and those with the same subjects fit.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The pattern.</returns>
    public static ToolPattern Of(ToolCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var subjects = call.Permission?.Subjects ?? [];
        var names = subjects.Length > 0 ? subjects : call.Arguments.Keys;
        return new(Escape(call.Name))
        {
            Arguments = names.ToDictionary(name => name, name => Escape(call.GetText(name) ?? "")),
            IsExact = subjects.Length == 0,
        };
    }

    /// <summary>Says whether a call fits.</summary>
    /// <param name="call">The call.</param>
    /// <returns>True if its name and all named arguments fit.</returns>
    public bool Matches(ToolCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Fits(Name, call.Name)
            && (!IsExact || call.Arguments.Keys.All(Arguments.ContainsKey))
            && Arguments.All(argument => FitsValue(argument.Value, call.GetText(argument.Key) ?? ""));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}({string.Join(", ", Arguments.Select(argument => $"{argument.Key}: {argument.Value}"))})";

    // The framework's matcher takes a wildcard after two backslashes for a free one, and an escaped text would fit others.
    internal static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => StarSearch.Fits(new Beside(pattern, text), text.Length);

    private static bool FitsValue(string pattern, string text) => pattern == Escape(text) || (!HasStepUp(text) && Fits(pattern, text));

    private static bool HasStepUp(string text) => text.Split('/', '\\').Contains("..");

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal);

    private readonly ref struct Beside(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) : IStarPattern
    {
        private readonly ReadOnlySpan<char> _pattern = pattern;
        private readonly ReadOnlySpan<char> _text = text;

        public int Length => _pattern.Length;

        public bool IsStar(int at) => _pattern[at] == '*';

        public bool TryFit(int at, int item, out int width)
        {
            var isLiteral = _pattern[at] == '\\' && at + 1 < _pattern.Length;
            width = isLiteral ? 2 : 1;
            var expected = _pattern[at + width - 1];
            return expected == _text[item] || (!isLiteral && expected == '?');
        }
    }
}
