namespace Step35.Engine.Gguf;

/// <summary>Reads and checks the header of one file.</summary>
internal static class ShardReader
{
    private const string AlignmentKey = "general.alignment";

    /// <summary>Vector instructions read mapped tensors directly: ggml aborts on data that is less aligned.</summary>
    private const uint MinimumAlignment = 32;

    private const uint MaximumAlignment = 1 << 20;

    public static ShardContent Read(string path, int index)
    {
        try
        {
            RequireFile(path);
            using var header = new HeaderStream(path);
            return Read(header, index);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GgufException(path, $"the file cannot be read ({cause.GetType().Name}); check its path and its permissions.", cause);
        }
    }

    private static void RequireFile(string path)
    {
        if (Directory.Exists(path))
            throw new GgufException(path, "this is a folder; give the path of a model file in it.");
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new GgufException(path, "the file does not exist; check the path.");
        // Pipes and devices have no length either: opening one could wait for ever.
        if (file.Length == 0)
            throw new GgufException(path, "the file is empty or no regular file; download it again.");
    }

    private static ShardContent Read(HeaderStream header, int index)
    {
        var version = FileSignature.Require(header);
        var tensorCount = header.ReadUInt64();
        var metadata = MetadataSection.Read(header, header.ReadUInt64());
        var alignment = ReadAlignment(header, metadata);
        var (tensors, dataOffset) = TensorSection.Read(header, tensorCount, alignment, index);
        return new ShardContent(new GgufShard(header.Path, header.Length, dataOffset), version, metadata, tensors, (int)alignment);
    }

    private static uint ReadAlignment(HeaderStream header, GgufMetadata metadata)
    {
        if (!metadata.ContainsKey(AlignmentKey))
            return MinimumAlignment;
        if (!metadata.TryGetUInt32(AlignmentKey, out var alignment))
            throw header.Fail($"'{AlignmentKey}' is not an unsigned 32-bit number; convert the model again.");
        return alignment is >= MinimumAlignment and <= MaximumAlignment && uint.IsPow2(alignment)
            ? alignment
            : throw header.Fail($"'{AlignmentKey}' is {alignment}, not a power of two of at least {MinimumAlignment}; "
                + "convert the model again.");
    }
}
