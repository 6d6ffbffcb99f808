using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Step35.Engine.Gguf;

namespace Step35.Engine.Sessions;

/// <summary>Tells models and ways to run them apart, so that a saved state never meets another model.</summary>
internal static class ModelIdentity
{
    private const int HeadBytes = 1 << 20;
    private const int SampleBytes = 4096;
    private const int SampleCount = 256;

    /// <summary>
    /// Hashes the lengths of a model's files, their beginnings and samples of their weights; reading a large model whole would take minutes.
    /// </summary>
    /// <param name="file">The model.</param>
    /// <param name="layout">What else the form of a saved state depends on.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="GgufException">A file can no longer be read.</exception>
    public static byte[] Compute(GgufFile file, string layout)
    {
        try
        {
            return Hash(file, layout);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GgufException(file.Path, $"the model's file can no longer be read, so no session can be bound to it: {error.Message}", error);
        }
    }

    private static byte[] Hash(GgufFile file, string layout)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(layout));
        foreach (var shard in file.Shards)
            Append(hash, shard);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, GgufShard shard)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, shard.Length);
        hash.AppendData(length);
        using var handle = File.OpenHandle(shard.Path);
        var buffer = new byte[HeadBytes];
        Append(hash, handle, buffer, 0);
        for (var sample = 0; sample < SampleCount; sample++)
            Append(hash, handle, buffer.AsSpan(0, SampleBytes), shard.Length / SampleCount * sample);
    }

    private static void Append(IncrementalHash hash, SafeFileHandle handle, Span<byte> buffer, long offset) =>
        hash.AppendData(buffer[..RandomAccess.Read(handle, buffer, offset)]);
}
