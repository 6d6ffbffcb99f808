namespace Step35.Plugins;

/// <summary>Reads streams that may be longer than anybody wants.</summary>
internal static class BoundedStream
{
    /// <summary>Reads a stream to its end; null where it is longer.</summary>
    public static byte[]? ReadAll(Stream stream, int maxBytes)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (content.Length + read > maxBytes)
                return null;
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
