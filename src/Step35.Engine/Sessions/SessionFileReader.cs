using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Step35.Engine.Caching;
using Step35.Engine.Decoding;
using Step35.Engine.Tokenization;

namespace Step35.Engine.Sessions;

/// <summary>Reads a conversation from a file that <see cref="SessionFileWriter"/> wrote; anything else is refused.</summary>
internal sealed class SessionFileReader(string path, FileStream file, IDecoderBackend backend)
{
    private const int HashBytes = 32;

    /// <exception cref="SessionException">The file is missing, no regular file, damaged, too large or of another model.</exception>
    public static SavedPrefix Read(string path, SessionLimits limits, IDecoderBackend backend, CancellationToken cancellationToken)
    {
        try
        {
            SessionPath.RequireRegularFile(path);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new SessionFileReader(path, file, backend).Read(limits, cancellationToken);
        }
        catch (EndOfStreamException error)
        {
            throw new SessionException(path, "the session file is cut short. Delete it.", error);
        }
        catch (OutOfMemoryException error)
        {
            throw new SessionException(path, "no memory is left for this session. Free some, or let the text be read again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SessionException(path, $"the session file cannot be read: {error.Message}", error);
        }
    }

    private SavedPrefix Read(SessionLimits limits, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var hashing = new HashingStream(file, hash, cancellationToken);
        using var reader = new BinaryReader(hashing, Encoding.UTF8, leaveOpen: true);
        CheckHeader(reader, limits.Identity);
        var tokens = ReadTokens(reader);
        var prefix = new SavedPrefix(tokens, ReadState(reader, StateScope.AllLayers, limits.MaxStateBytes), backend.SlidingWindow);
        try
        {
            ReadCheckpoints(reader, prefix);
            CheckEnd(hash);
            return prefix;
        }
        catch
        {
            prefix.Release();
            throw;
        }
    }

    private void CheckHeader(BinaryReader reader, byte[] identity)
    {
        if (!reader.ReadBytes(SessionFileWriter.Magic.Length).AsSpan().SequenceEqual(SessionFileWriter.Magic))
            throw Fail("this is no session file.");
        var version = reader.ReadInt32();
        if (version != SessionFileWriter.Version)
            throw Fail($"the session file has version {version}, and this library reads version {SessionFileWriter.Version}. Delete it.");
        if (!reader.ReadBytes(identity.Length).AsSpan().SequenceEqual(identity))
            throw Fail(
                "the session was saved with another model, or with other MaxSequences or DraftTokens, or another llama.cpp. "
                + "Load it where it was saved, or delete it.");
    }

    private TokenId[] ReadTokens(BinaryReader reader)
    {
        var tokens = new TokenId[CheckLength(reader.ReadInt32(), sizeof(int))];
        if (tokens.Length > backend.SequenceLength)
            throw Fail(
                $"the session has {tokens.Length:N0} tokens, but the context holds {backend.SequenceLength:N0}. "
                + "Load the model with a larger ContextLength.");
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(tokens.AsSpan()));
        return tokens;
    }

    private void ReadCheckpoints(BinaryReader reader, SavedPrefix prefix)
    {
        for (var left = reader.ReadInt32(); left != 0; left--)
        {
            var length = reader.ReadInt32();
            if (length < 1 || length > prefix.Length)
                throw Damaged();
            prefix.Checkpoints.Add(new Checkpoint(length, ReadState(reader, StateScope.SlidingLayers, long.MaxValue)));
        }
    }

    private SharedState ReadState(BinaryReader reader, StateScope scope, long maxBytes)
    {
        var byteCount = CheckLength(reader.ReadInt64(), 1);
        if (byteCount > maxBytes)
            throw Fail(
                $"the session takes {byteCount:N0} bytes, but PrefixStoreBytes is {maxBytes:N0}. "
                + "Load the model with a larger PrefixStoreBytes.");
        return new SharedState(backend.ReadState(reader.BaseStream, scope, byteCount));
    }

    // A length is believed only as far as the file reaches: a damaged one must not ask for memory.
    private long CheckLength(long length, int bytesEach) =>
        length > 0 && length <= (file.Length - file.Position) / bytesEach ? length : throw Damaged();

    private void CheckEnd(IncrementalHash hash)
    {
        Span<byte> stored = stackalloc byte[HashBytes];
        file.ReadExactly(stored);
        if (!stored.SequenceEqual(hash.GetHashAndReset()) || file.Position != file.Length)
            throw Damaged();
    }

    private SessionException Damaged() => Fail("the session file is damaged. Delete it.");

    private SessionException Fail(string message) => new(path, message);
}
