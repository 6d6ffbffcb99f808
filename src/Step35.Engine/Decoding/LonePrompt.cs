namespace Step35.Engine.Decoding;

/// <summary>How much of a step a prompt gets while nobody writes.</summary>
/// <remarks>Half: processors read a long prompt in parts of the sliding window's size faster than in larger ones.</remarks>
internal static class LonePrompt
{
    /// <summary>Gets the rows that it gets of a step of so many.</summary>
    public static int RowsOf(int batchTokens) => (batchTokens + 1) / 2;

    /// <summary>Gets the rows of a step of which it gets so many.</summary>
    public static int BatchFor(int rows) => 2 * rows;
}
