namespace Step35.Engine.Gguf;

/// <summary>One file of a model; most models have just one.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="Length">The file's length in bytes.</param>
/// <param name="DataOffset">Where its tensor data begins.</param>
public sealed record GgufShard(string Path, long Length, long DataOffset);
