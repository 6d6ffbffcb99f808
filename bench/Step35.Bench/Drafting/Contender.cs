namespace Step35.Bench.Drafting;

/// <summary>A way to draft that takes turns with others.</summary>
/// <param name="Length">The tokens drafted in every step; null leaves it to the engine.</param>
internal readonly record struct Contender(int? Length)
{
    private const int LongestDraft = 3;

    public static Contender Adaptive { get; } = new(Length: null);

    /// <summary>Gets those that draft as many tokens in every step.</summary>
    public static IReadOnlyList<Contender> Fixed { get; } = [.. Enumerable.Range(0, LongestDraft + 1).Select(length => new Contender(length))];

    /// <summary>Gets a value indicating whether it does as another one, to show what is nothing but luck.</summary>
    public bool IsControl { get; init; }

    /// <summary>Gets those that show whether the adaptive length is as good as a fixed one.</summary>
    public static IReadOnlyList<Contender> Against(Contender best) => [best, best with { IsControl = true }, Adaptive];
}
