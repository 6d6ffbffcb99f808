namespace Step35.Engine.Gguf;

/// <summary>Recognises what a file is by its first bytes, so that the error can say what the user has got instead.</summary>
internal static class FileSignature
{
    private const uint Gguf = 0x46554747;

    /// <summary>Reads past magic and version, and returns the version.</summary>
    public static int Require(HeaderStream header)
    {
        if (header.Length < 8)
            throw header.Fail($"the file has {header.Length} bytes, too few for a model; download it again.");
        var magic = header.ReadUInt32();
        var next = header.ReadUInt32();
        if (magic != Gguf)
            throw header.Fail(Describe(magic, next) + " Give a model file in the GGUF format.");
        if (next is not 2 and not 3)
            throw header.Fail(DescribeVersion(next));
        return (int)next;
    }

    private static string Describe(uint magic, uint next) => (magic, next) switch
    {
        (0x67676D6C or 0x67676D66 or 0x67676A74 or 0x67676C61, _) => "the file is in a format of llama.cpp from before GGUF.",
        (0x04034B50, _) => "the file is a ZIP archive; PyTorch checkpoints are such archives.",
        (0x73726576, _) => "the file is a pointer of Git LFS: the model itself was not downloaded (git lfs pull).",
        (0x4F44213C or 0x6F64213C or 0x6D74683C or 0x4D54483C, _) => "the file is a web page: the download went to a page instead "
            + "of the file.",
        (_, 0) or (_, 0x7B000000) => "the file looks like safetensors weights, which must be converted first.",
        _ when (byte)magic == '{' => "the file is JSON text.",
        _ => "the file does not begin as a model file does.",
    };

    private static string DescribeVersion(uint version) => version switch
    {
        1 => "the file has version 1 of the GGUF format, which llama.cpp no longer reads; convert the model again.",
        _ when (version & 0xFFFF) == 0 => "the file was written for a big-endian machine; convert the model again for this one.",
        _ => $"the file has version {version} of the GGUF format and only 2 and 3 can be read; "
            + "update this library or convert the model again.",
    };
}
