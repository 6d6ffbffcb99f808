using System.Text;

namespace Step35.Plugins.Files;

/// <summary>A small text file as a whole, with what is needed to write it back as it was.</summary>
/// <param name="Text">Its text.</param>
/// <param name="HasMark">Whether it begins with a byte order mark.</param>
internal sealed record TextFile(string Text, bool HasMark)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TextFile Read(Workspace workspace, string path, int maxBytes)
    {
        using var file = workspace.OpenFile(path);
        var bytes = BoundedStream.ReadAll(file, maxBytes)
            ?? throw new ToolException($"'{path}' is larger than {maxBytes} bytes, which is too large to change.");
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith('\uFEFF') ? new(text[1..], true) : new(text, false);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ToolException($"'{path}' is not UTF-8 text.", exception);
        }
    }

    public byte[] ToBytes() => [.. HasMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(Text)];

    /// <summary>Replaces the one place where a text stands.</summary>
    /// <exception cref="ToolException">It stands nowhere, or at several places.</exception>
    public TextFile Replace(string oldText, string newText)
    {
        // Models write the line ends of Unix, whatever the file has.
        if (Text.Contains("\r\n", StringComparison.Ordinal) && !oldText.Contains('\r', StringComparison.Ordinal))
            (oldText, newText) = (WithLongLineEnds(oldText), WithLongLineEnds(newText));
        var at = oldText.Length == 0 ? -1 : Text.IndexOf(oldText, StringComparison.Ordinal);
        if (at < 0)
            throw new ToolException("the old text is not in the file; read the file and copy the text exactly, with its spaces.");
        if (Text.IndexOf(oldText, at + 1, StringComparison.Ordinal) >= 0)
            throw new ToolException("the old text is in the file more than once; give more of the lines around it.");
        return this with { Text = string.Concat(Text.AsSpan(0, at), newText, Text.AsSpan(at + oldText.Length)) };
    }

    private static string WithLongLineEnds(string text) =>
        text.ReplaceLineEndings("\n").Replace("\n", "\r\n", StringComparison.Ordinal);
}
