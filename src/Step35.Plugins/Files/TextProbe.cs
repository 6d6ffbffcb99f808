namespace Step35.Plugins.Files;

/// <summary>Tells binary files from text as git does: by a zero byte near the beginning.</summary>
internal static class TextProbe
{
    private const int ProbeBytes = 8_000;

    public static bool IsBinary(ReadOnlySpan<byte> content) =>
        !HasWideMark(content) && content[..Math.Min(content.Length, ProbeBytes)].Contains((byte)0);

    /// <summary>Looks at the beginning of a file and goes back to it.</summary>
    public static bool IsBinary(Stream file)
    {
        var start = new byte[ProbeBytes];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return IsBinary(start.AsSpan(0, read));
    }

    // UTF-16 text is full of zeros.
    private static bool HasWideMark(ReadOnlySpan<byte> content) =>
        content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
}
