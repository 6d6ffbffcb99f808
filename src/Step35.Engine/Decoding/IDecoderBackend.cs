using Step35.Engine.Generation;

namespace Step35.Engine.Decoding;

/// <summary>What runs the model: the native core, or a script in tests.</summary>
/// <remarks>Owned and called by one thread, the scheduler's.</remarks>
internal interface IDecoderBackend : IDisposable
{
    /// <summary>Gets how many tokens one sequence can hold.</summary>
    int SequenceLength { get; }

    /// <summary>Gets how many sequences run side by side.</summary>
    int SequenceCount { get; }

    /// <summary>Gets how many tokens one step takes.</summary>
    int MaxBatchTokens { get; }

    /// <summary>Gets how many tokens a layer with a sliding window looks back over, the token itself included.</summary>
    int SlidingWindow { get; }

    /// <summary>Runs the model over a batch and adds its tokens to their sequences.</summary>
    /// <exception cref="DecodeFailedException">The native core reported an error; the batch's sequences must be removed.</exception>
    void Decode(DecoderBatch batch);

    /// <summary>Makes a sampler for one request.</summary>
    ITokenSampler CreateSampler(GenerationRequest request);

    /// <summary>Reads a request's grammar ahead of its sampler, so that the decoder's own thread need not.</summary>
    /// <remarks>Safe to call from any thread.</remarks>
    /// <exception cref="GrammarException">It cannot be read.</exception>
    void ReadGrammar(GenerationGrammar grammar);

    /// <summary>Removes a sequence's tokens from the KV cache, from a position on; 0 empties it.</summary>
    void Truncate(SequenceId sequence, int length);

    /// <summary>Gets the first position that the sliding layers still hold, with all later ones; -1 when the sequence is empty.</summary>
    int GetFirstPosition(SequenceId sequence);

    /// <summary>Measures what <see cref="Save"/> would take now; 0 when the decoder cannot save it.</summary>
    long GetStateBytes(SequenceId sequence, StateScope scope);

    /// <summary>Saves a sequence, in as many bytes as were just measured; null when the decoder cannot.</summary>
    /// <exception cref="OutOfMemoryException">The machine has no memory for it.</exception>
    ISequenceState? Save(SequenceId sequence, StateScope scope, long byteCount);

    /// <summary>Puts a saved state in the place of a sequence's own, of the layers that it holds.</summary>
    /// <returns>False when it does not fit; the sequence must then be emptied.</returns>
    bool TryRestore(SequenceId sequence, ISequenceState state);

    /// <summary>Reads a state that was written by <see cref="ISequenceState.CopyTo"/>.</summary>
    /// <remarks>Safe to call from any thread.</remarks>
    /// <exception cref="EndOfStreamException">The stream is too short.</exception>
    ISequenceState ReadState(Stream source, StateScope scope, long byteCount);
}
