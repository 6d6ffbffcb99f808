namespace Step35.Engine.Decoding;

/// <summary>What the decoder knew of a sequence at some moment.</summary>
/// <remarks>Immutable; safe to read from another thread while nobody disposes it.</remarks>
internal interface ISequenceState : IDisposable
{
    StateScope Scope { get; }

    long ByteCount { get; }

    /// <summary>Writes the state to a stream, from which <see cref="IDecoderBackend.ReadState"/> makes it again.</summary>
    void CopyTo(Stream destination);
}
