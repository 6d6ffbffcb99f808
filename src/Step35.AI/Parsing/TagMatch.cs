namespace Step35.AI.Parsing;

/// <summary>A tag that was found in text.</summary>
/// <param name="Tag">What the tag does.</param>
/// <param name="Length">How many characters are the tag's.</param>
/// <param name="IsExact">Whether it is spelled as the format has it.</param>
internal sealed record TagMatch(FormatTag Tag, int Length, bool IsExact)
{
    /// <summary>Gets what stands for no tag.</summary>
    public static TagMatch None { get; } = new(FormatTag.Stray, 0, IsExact: true);
}
