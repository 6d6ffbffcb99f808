using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Step35.Engine.Caching;

namespace Step35.Engine.Sessions;

/// <summary>Writes a saved conversation to a file.</summary>
/// <remarks>
/// Little-endian: magic, version, model identity (32 bytes), number of tokens, tokens, the state with its length, number of
/// checkpoints, each with its length in tokens and its state, and the SHA-256 of all that. The file appears whole or not at all.
/// </remarks>
internal static class SessionFileWriter
{
    public const int Version = 2;

    public static ReadOnlySpan<byte> Magic => "STEP35SN"u8;

    /// <exception cref="SessionException">The file cannot be written.</exception>
    public static void Write(string path, SavedPrefix prefix, byte[] identity, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        // A name of its own: the session's may be as long as the file system allows already.
        var partial = Path.Join(folder, $"step35-{Path.GetRandomFileName()}.partial");
        try
        {
            SessionPath.RequireRegularFile(path);
            Leftovers.RemoveOld(folder, "step35-????????.???.partial");
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                WriteContent(file, prefix, identity, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error)
        {
            Leftovers.Remove(partial);
            if (error is IOException or UnauthorizedAccessException)
                throw new SessionException(path, $"the session cannot be written: {error.Message}", error);
            throw;
        }
    }

    private static void WriteContent(FileStream file, SavedPrefix prefix, byte[] identity, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var hashing = new HashingStream(file, hash, cancellationToken);
        using var writer = new BinaryWriter(hashing, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(identity);
        writer.Write(prefix.Length);
        writer.Write(MemoryMarshal.AsBytes(prefix.Computed));
        WriteState(writer, prefix.State);
        writer.Write(prefix.Checkpoints.Items.Count);
        foreach (var checkpoint in prefix.Checkpoints.Items)
        {
            writer.Write(checkpoint.Length);
            WriteState(writer, checkpoint.State);
        }

        writer.Flush();
        file.Write(hash.GetHashAndReset());
    }

    private static void WriteState(BinaryWriter writer, SharedState state)
    {
        writer.Write(state.State.ByteCount);
        writer.Flush();
        state.State.CopyTo(writer.BaseStream);
    }
}
