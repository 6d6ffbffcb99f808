namespace Step35.Engine.ModelTests;

/// <summary>How the core reads a text: its beginning at once, and the rest in pieces of one width.</summary>
internal readonly record struct Cut(int Beginning, int Width)
{
    private static readonly int[] Widths = [1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];

    /// <summary>Gets where the pieces start, and how long they are.</summary>
    public IEnumerable<(int Start, int Length)> Pieces(int length)
    {
        for (int start = 0, piece = Beginning; start < length; start += piece, piece = Width)
            yield return (start, Math.Min(piece, length - start));
    }

    /// <summary>Gets the whole in one piece.</summary>
    public static Cut None(int length) => new(length, length);

    /// <summary>Gets cuts such as the engine makes: a prompt in slices, and an answer by as many tokens as were guessed.</summary>
    public static IEnumerable<Cut> LikeTheEngine(int promptLength, int length) =>
        Widths.Where(width => width < length).SelectMany(width => new[] { new Cut(width, width), new Cut(promptLength, width) });
}
